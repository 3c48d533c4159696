// Text made safe to stand in HTML, SVG or XML, between tags and in quotes.
#pragma once

#include <string>
#include <string_view>

namespace chefs::conformance {

// & < > " ' as entities; control characters that XML forbids as U+FFFD.
std::string escaped_markup(std::string_view text);

}  // namespace chefs::conformance
