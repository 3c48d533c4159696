// A string as JSON.stringify quotes it. Source: ECMA-262, QuoteJSONString.
#include "contract/internal/json_plain_text.h"
#include "contract/internal/utf8.h"
#include "contract/js_json.h"

namespace chefs::contract {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_unicode_escape(char32_t code_unit, std::string& out) {
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) {
    out += kHexDigits[code_unit >> shift & 0xF];
  }
}

void append_ascii_escape(char character, std::string& out) {
  switch (character) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      append_unicode_escape(static_cast<unsigned char>(character), out);
  }
}

// A pair that came in as two times three bytes is one code point: in JavaScript
// two such halves, side by side, are a pair. Gives the bytes that were read.
std::size_t append_surrogate(char32_t surrogate, std::string_view text,
                             std::string& out) {
  constexpr std::size_t kBytes = 3;
  const std::string_view rest = text.substr(kBytes);
  if (is_high_surrogate(surrogate) && !rest.empty()) {
    const char32_t next = decode_code_point(rest).code_point;
    if (is_low_surrogate(next)) {
      append_code_point(join_surrogates(surrogate, next), out);
      return 2 * kBytes;
    }
  }
  append_unicode_escape(surrogate, out);
  return kBytes;
}

// Of text whose first byte does not stand for itself; gives the bytes read.
std::size_t append_special(std::string_view text, std::string& out) {
  const auto [code_point, length_bytes] = decode_code_point(text);
  if (code_point < 0x80) {
    append_ascii_escape(text.front(), out);
  } else if (is_surrogate(code_point)) {
    return append_surrogate(code_point, text, out);
  } else if (code_point == kNoCodePoint) {
    append_code_point(kReplacementCharacter, out);
  } else {
    out.append(text.substr(0, length_bytes));
  }
  return length_bytes;
}

}  // namespace

void append_js_string(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = count_plain_json(text);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (!text.empty()) text.remove_prefix(append_special(text, out));
  }
  out += '"';
}

}  // namespace chefs::contract
