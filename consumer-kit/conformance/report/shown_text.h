// Bytes from outside as short text that can be shown: in quotes, control
// characters and bytes that are no UTF-8 escaped, the middle left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::conformance {

// `"abc\x00…" (1 234 bytes)`: the size is told when something was left out.
std::string shown(std::string_view bytes, std::size_t limit_bytes = 60);

// The same without quotes and without leaving anything out.
std::string escaped(std::string_view bytes);

// The words as they could be typed into a shell, on one line.
std::string command_line(const std::vector<std::string>& words);

// "1 234 567", for sizes that people read.
std::string grouped(std::size_t number);

}  // namespace chefs::conformance
