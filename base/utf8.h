// Characters of UTF-8 text, counted by their bytes. Not a check: that is
// contract's.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace chefs::base {

// Any byte of a character but its first.
inline bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// In characters.
inline std::size_t width_of(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::ranges::count_if(text, is_continuation));
}

}  // namespace chefs::base
