#include "contract/internal/json_scanner.h"

#include <utility>

#include "contract/internal/json_number.h"
#include "contract/internal/json_plain_text.h"
#include "contract/internal/utf8.h"

namespace chefs::contract {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What a one-letter escape stands for, '\0' if there is no such escape.
char unescaped(char letter) {
  switch (letter) {
    case '"':
    case '\\':
    case '/':
      return letter;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

}  // namespace

char JsonScanner::peek() {
  while (!is_at_end() && is_space(text_[position_])) ++position_;
  return is_at_end() ? '\0' : text_[position_];
}

bool JsonScanner::take(char expected) {
  if (peek() != expected || is_at_end()) return false;
  ++position_;
  return true;
}

bool JsonScanner::is_finished() {
  peek();
  return is_at_end();
}

bool JsonScanner::fail(std::string_view problem) {
  problem_ = problem;
  return false;
}

bool JsonScanner::read_scalar(Json& out) {
  switch (peek()) {
    case '"':
      out = std::string();
      return read_string(out.get_ref<std::string&>());
    case 't':
      return read_literal("true", true, out);
    case 'f':
      return read_literal("false", false, out);
    case 'n':
      return read_literal("null", nullptr, out);
    default:
      return read_number(out);
  }
}

bool JsonScanner::read_literal(std::string_view word, Json value, Json& out) {
  if (!rest().starts_with(word)) return fail("a value is expected here");
  position_ += word.size();
  out = std::move(value);
  return true;
}

bool JsonScanner::read_number(Json& out) {
  const std::size_t length = number_length(rest());
  if (length == 0) {
    return fail(is_at_end() ? "the text ends where a value is expected"
                            : "a value is expected here");
  }
  out = number_value(rest().substr(0, length));
  position_ += length;
  return true;
}

bool JsonScanner::read_string(std::string& out) {
  if (!take('"')) return fail("a string is expected here");
  out.clear();
  for (;;) {
    read_plain(out);
    if (is_at_end()) return fail("the text ends inside a string");
    const char c = text_[position_];
    if (c == '"') {
      ++position_;
      return true;
    }
    if (c == '\\') {
      if (!read_escape(out)) return false;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      return fail("a control character in a string must be escaped");
    } else if (!read_non_ascii(out)) {
      return false;
    }
  }
}

void JsonScanner::read_plain(std::string& out) {
  const std::size_t length = count_plain_json(rest());
  out.append(rest().substr(0, length));
  position_ += length;
}

bool JsonScanner::read_escape(std::string& out) {
  ++position_;
  if (is_at_end()) return fail("the text ends inside a string");
  const char letter = text_[position_];
  if (letter == 'u') return read_unicode_escape(out);
  const char meant = unescaped(letter);
  if (meant == '\0') return fail("there is no such escape");
  out += meant;
  ++position_;
  return true;
}

bool JsonScanner::read_unicode_escape(std::string& out) {
  char32_t unit = 0;
  if (!read_code_unit(unit)) return false;
  if (!is_high_surrogate(unit) || !rest().starts_with("\\u")) {
    append_code_point(unit, out);
    return true;
  }
  const std::size_t second_escape = position_;
  ++position_;
  char32_t next = 0;
  if (!read_code_unit(next)) return false;
  if (is_low_surrogate(next)) {
    append_code_point(join_surrogates(unit, next), out);
    return true;
  }
  // It stands alone; what follows it is read as a character of its own.
  append_code_point(unit, out);
  position_ = second_escape;
  return true;
}

// From the u of an escape on.
bool JsonScanner::read_code_unit(char32_t& out) {
  constexpr std::size_t kDigits = 4;
  ++position_;
  for (std::size_t i = 0; i < kDigits; ++i, ++position_) {
    const int value = is_at_end() ? -1 : hex_value(text_[position_]);
    if (value < 0) return fail("\\u needs four hex digits");
    out = out << 4 | static_cast<char32_t>(value);
  }
  return true;
}

bool JsonScanner::read_non_ascii(std::string& out) {
  const auto [code_point, length_bytes] = decode_code_point(rest());
  if (code_point == kNoCodePoint || is_surrogate(code_point)) {
    return fail("these bytes are not UTF-8");
  }
  out.append(rest().substr(0, length_bytes));
  position_ += length_bytes;
  return true;
}

}  // namespace chefs::contract
