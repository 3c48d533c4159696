// ASCII that stands for itself inside a JSON string, in reading as in writing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace chefs::contract {

constexpr std::array<bool, 256> make_plain_json_bytes() {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = true;
  plain['"'] = false;
  plain['\\'] = false;
  return plain;
}

// True if eight characters stand for themselves in JSON. Exact: a borrow that
// runs from one byte into the next starts at a byte that is reported anyway.
inline bool is_plain_json(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  constexpr std::uint64_t kHighBits = 0x80 * kOnes;
  const auto zero_bytes = [](std::uint64_t x) { return (x - kOnes) & ~x; };
  const std::uint64_t special = eight | ((eight - 0x20 * kOnes) & ~eight) |
                                zero_bytes(eight ^ std::uint64_t{'"'} * kOnes) |
                                zero_bytes(eight ^ std::uint64_t{'\\'} * kOnes);
  return (special & kHighBits) == 0;
}

// How many such characters the text starts with.
inline std::size_t count_plain_json(std::string_view text) {
  static constexpr std::array<bool, 256> kIsPlain = make_plain_json_bytes();
  std::size_t count = 0;
  for (std::uint64_t eight = 0; text.size() - count >= sizeof(eight);
       count += sizeof(eight)) {
    std::memcpy(&eight, text.data() + count, sizeof(eight));
    if (!is_plain_json(eight)) break;
  }
  while (count < text.size() &&
         kIsPlain[static_cast<unsigned char>(text[count])]) {
    ++count;
  }
  return count;
}

}  // namespace chefs::contract
