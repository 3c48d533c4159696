// Text broken into lines for a terminal. Counts characters, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chefs::base {

// At blanks, and where the text has line feeds, so that no line is wider, words
// permitting. `first` starts the first line, as many blanks start the others.
std::string wrapped_text(std::string_view text, std::size_t columns,
                         std::string_view first = "");

}  // namespace chefs::base
