#include "tests/mutants/decryptor/utf8.h"

#include <algorithm>
#include <cstddef>

namespace chefs::mutants {
namespace {

// How many bytes follow a first byte, and the range of the first of them
// (Unicode standard, table 3-7).
struct Lead {
  std::size_t followers = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  bool is_valid = true;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {};
  if (byte >= 0xC2 && byte <= 0xDF) return {1};
  if (byte == 0xE0) return {2, 0xA0};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2};
  if (byte == 0xF0) return {3, 0x90};
  if (byte >= 0xF1 && byte <= 0xF3) return {3};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {.is_valid = false};
}

char32_t first_bits(unsigned char byte, std::size_t followers) {
  constexpr unsigned char kMasks[] = {0x7F, 0x1F, 0x0F, 0x07};
  return static_cast<char32_t>(byte & kMasks[followers]);
}

Character first_character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const Lead lead = lead_of(first);
  if (!lead.is_valid) return {text.substr(0, 1)};
  char32_t code = first_bits(first, lead.followers);
  unsigned char low = lead.low;
  unsigned char high = lead.high;
  for (std::size_t i = 1; i <= lead.followers; ++i) {
    if (i >= text.size()) return {text.substr(0, i)};
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < low || byte > high) return {text.substr(0, i)};
    code = code << 6 | (byte & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  return {text.substr(0, lead.followers + 1), code, true};
}

}  // namespace

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  while (!text.empty()) {
    characters.push_back(first_character(text));
    text.remove_prefix(characters.back().bytes.size());
  }
  return characters;
}

bool is_utf8(std::string_view text) {
  const auto characters = characters_of(text);
  return std::all_of(characters.begin(), characters.end(),
                     [](const Character& c) { return c.is_valid; });
}

std::string utf8(char32_t code) {
  std::string text;
  const auto add = [&text](char32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0 | code >> 6);
    add(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  } else {
    add(0xF0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3F));
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  }
  return text;
}

std::string with_replacements(std::string_view text) {
  std::string result;
  for (const Character& character : characters_of(text))
    result += character.is_valid ? std::string(character.bytes) : utf8(0xFFFD);
  return result;
}

}  // namespace chefs::mutants
