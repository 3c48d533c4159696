// Bugs that know too little, or too much, about characters.
#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/text_tools.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto changes(std::function<Bytes(const Bytes&)> change) {
  return [change](Steps& steps) { change_plaintext(steps, change); };
}

PutInto changes_characters(
    std::function<std::string(const Character&)> change) {
  return changes([change](const Bytes& plaintext) {
    return each_character(plaintext, change);
  });
}

std::string unless(bool is_hit, const Character& c, std::string_view by) {
  return std::string(is_hit ? by : c.bytes);
}

Bytes latin1_as_utf8(const Bytes& plaintext) {
  Bytes result;
  for (const char byte : plaintext)
    result += utf8(static_cast<unsigned char>(byte));
  return result;
}

std::string unit_escape(char32_t unit) {
  const Bytes bytes = {static_cast<char>(unit >> 8), static_cast<char>(unit)};
  return "\\u" + to_hex(bytes);
}

char32_t high_surrogate(char32_t code) {
  return 0xD800 + ((code - 0x10000) >> 10);
}
char32_t low_surrogate(char32_t code) { return 0xDC00 + (code & 0x3FF); }

std::string escape(const Character& c) {
  if (c.code < 0x80) return std::string(c.bytes);
  if (c.code < 0x10000) return unit_escape(c.code);
  return unit_escape(high_surrogate(c.code)) +
         unit_escape(low_surrogate(c.code));
}

std::string cesu8(const Character& c) {
  if (c.code < 0x10000) return std::string(c.bytes);
  return utf8(high_surrogate(c.code)) + utf8(low_surrogate(c.code));
}

// Soft hyphen, zero-width space to right-to-left mark, word joiner, byte order
// mark.
bool is_invisible(char32_t code) {
  return code == 0xAD || (code >= 0x200B && code <= 0x200F) || code == 0x2060 ||
         code == 0xFEFF;
}

Bytes without_byte_order_mark(const Bytes& plaintext) {
  const std::string mark = utf8(0xFEFF);
  return plaintext.starts_with(mark) ? plaintext.substr(mark.size())
                                     : plaintext;
}

PutInto decodes_pieces_of(std::size_t bytes) {
  return changes([bytes](const Bytes& plaintext) {
    Bytes result;
    for (std::size_t i = 0; i < plaintext.size(); i += bytes)
      result += with_replacements(std::string_view(plaintext).substr(i, bytes));
    return result;
  });
}

}  // namespace

std::vector<Bug> unicode_bugs() {
  return {
      {"latin1-output", changes(latin1_as_utf8)},
      {"ascii-output", changes_characters([](const Character& c) {
         return unless(c.code > 0x7F, c, "?");
       })},
      {"escapes-non-ascii", changes_characters(escape)},
      {"cesu8-output", changes_characters(cesu8)},
      {"bmp-only", changes_characters([](const Character& c) {
         return unless(c.code > 0xFFFF, c, utf8(0xFFFD));
       })},
      {"composes-plaintext", changes(composed)},
      {"decomposes-plaintext", changes(decomposed)},
      {"strips-bom", changes(without_byte_order_mark)},
      {"strips-invisible-characters",
       changes_characters([](const Character& c) {
         return unless(is_invisible(c.code), c, "");
       })},
      {"drops-replacement-character",
       changes_characters(
           [](const Character& c) { return unless(c.code == 0xFFFD, c, ""); })},
      {"decodes-each-block", decodes_pieces_of(16)},
      {"decodes-each-4096", decodes_pieces_of(4'096)},
      {"replaces-invalid-utf8", changes(with_replacements)},
      {"refuses-invalid-utf8",
       [](Steps& steps) { require_plaintext(steps, is_utf8); }},
  };
}

}  // namespace chefs::mutants
