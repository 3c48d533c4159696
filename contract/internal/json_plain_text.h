// ASCII that stands for itself inside a JSON string, in reading as in writing.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace chefs::contract {

constexpr std::array<bool, 256> make_plain_json_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = true;
  plain['"'] = false;
  plain['\\'] = false;
  return plain;
}

// How many such characters the text starts with.
inline std::size_t count_plain_json(std::string_view text) {
  static constexpr std::array<bool, 256> kIsPlain = make_plain_json_bytes();
  std::size_t count = 0;
  while (count < text.size() &&
         kIsPlain[static_cast<unsigned char>(text[count])]) {
    ++count;
  }
  return count;
}

}  // namespace chefs::contract
