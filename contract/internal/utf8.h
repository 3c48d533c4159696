// One code point at a time out of text that should be UTF-8 but may not be.
// Lone surrogates are read from their three bytes (WTF-8), since JavaScript's
// strings may hold them.
// Source: the Unicode standard, table 3-7 and "maximal subparts"; WTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chefs::contract {

inline constexpr char32_t kNoCodePoint = 0xFFFFFFFF;
inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct DecodedCodePoint {
  // kNoCodePoint if the bytes are ill-formed.
  char32_t code_point = kNoCodePoint;
  // At least 1: what was read, or what one replacement character stands for.
  std::size_t length_bytes = 1;
};

// The text is not empty.
DecodedCodePoint decode_code_point(std::string_view text);

// A surrogate becomes its three bytes of WTF-8.
void append_code_point(char32_t code_point, std::string& out);

constexpr bool is_high_surrogate(char32_t code_point) {
  return code_point >= 0xD800 && code_point <= 0xDBFF;
}
constexpr bool is_low_surrogate(char32_t code_point) {
  return code_point >= 0xDC00 && code_point <= 0xDFFF;
}
constexpr bool is_surrogate(char32_t code_point) {
  return code_point >= 0xD800 && code_point <= 0xDFFF;
}
constexpr char32_t join_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

}  // namespace chefs::contract
