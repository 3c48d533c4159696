// UTF-8 read character by character, wrong bytes included.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/mutants/decryptor/bytes.h"

namespace chefs::mutants {

// One character, or the longest start of one that its next byte breaks off
// (then not valid, and to be replaced by one U+FFFD, as decoders do).
struct Character {
  std::string_view bytes;
  char32_t code = 0xFFFD;
  bool is_valid = false;
};

// The views point into the text.
std::vector<Character> characters_of(std::string_view text);
bool is_utf8(std::string_view text);
std::string utf8(char32_t code);
// Each character that is not valid by U+FFFD.
std::string with_replacements(std::string_view text);

}  // namespace chefs::mutants
