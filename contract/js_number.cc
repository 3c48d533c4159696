// A double as JavaScript spells it. Source: ECMA-262, Number::toString.
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "contract/js_json.h"

namespace chefs::contract {
namespace {

// Largest and smallest decimal exponent that is written without an `e`.
constexpr int kMostDigitsBeforePoint = 21;
constexpr int kMostZerosAfterPoint = 6;
// Below it every integer is a double, and its decimal digits are the shortest.
constexpr double kExactIntegers = 9'007'199'254'740'992.0;  // 2^53

struct Decimal {
  std::array<char, 17> digits;
  std::size_t count = 0;
  // Where the point stands: 0.DIGITS * 10^point.
  int point = 0;

  std::string_view view() const { return {digits.data(), count}; }
};

// The fewest digits that read back as the same double.
Decimal shortest(double positive) {
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(),
                                 positive, std::chars_format::scientific)
                       .ptr;
  Decimal decimal;
  const char* at = text.data();
  for (; *at != 'e'; ++at) {
    if (*at != '.') decimal.digits[decimal.count++] = *at;
  }
  ++at;
  if (*at == '+') ++at;
  int exponent = 0;
  std::from_chars(at, end, exponent);
  decimal.point = exponent + 1;
  return decimal;
}

void append_integer(std::int64_t number, std::string& out) {
  std::array<char, 20> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  out.append(text.data(), end);
}

void append_with_exponent(const Decimal& decimal, std::string& out) {
  const std::string_view digits = decimal.view();
  out += digits[0];
  if (digits.size() > 1) out.append(".").append(digits.substr(1));
  const int exponent = decimal.point - 1;
  out += exponent < 0 ? "e-" : "e+";
  append_integer(std::abs(exponent), out);
}

void append_decimal(const Decimal& decimal, std::string& out) {
  const std::string_view digits = decimal.view();
  const auto before_point = static_cast<std::size_t>(std::abs(decimal.point));
  if (decimal.point > kMostDigitsBeforePoint ||
      decimal.point <= -kMostZerosAfterPoint) {
    append_with_exponent(decimal, out);
  } else if (decimal.point <= 0) {
    out.append("0.").append(before_point, '0').append(digits);
  } else if (before_point >= digits.size()) {
    out.append(digits).append(before_point - digits.size(), '0');
  } else {
    out.append(digits.substr(0, before_point)).append(".");
    out.append(digits.substr(before_point));
  }
}

}  // namespace

void append_js_number(double number, std::string& out) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  if (std::abs(number) < kExactIntegers && std::trunc(number) == number) {
    return append_integer(static_cast<std::int64_t>(number), out);
  }
  if (number < 0) out += '-';
  append_decimal(shortest(std::abs(number)), out);
}

}  // namespace chefs::contract
