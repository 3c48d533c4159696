// Text broken into lines for a terminal. Counts characters, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chefs::conformance {

// `first` starts the first line, as many blanks start the others. Words longer
// than a line are not broken. Ends with a line feed.
std::string wrapped_text(std::string_view first, std::string_view text,
                         std::size_t columns);

// Characters of UTF-8 text.
std::size_t width_of(std::string_view text);

}  // namespace chefs::conformance
