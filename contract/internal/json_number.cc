#include "contract/internal/json_number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <system_error>

#include "contract/json.h"

namespace chefs::contract {
namespace {

constexpr std::int64_t kExactIntegers = std::int64_t{1} << 53;
constexpr std::string_view kDigits = "0123456789";

std::size_t count_digits(std::string_view text) {
  return std::min(text.find_first_not_of(kDigits), text.size());
}

// Characters of the part that the mark starts, 0 if there is no such part, npos
// if it has no digits.
std::size_t part_length(std::string_view text, std::size_t mark_length) {
  const std::size_t digits = count_digits(text.substr(mark_length));
  return digits == 0 ? std::string_view::npos : mark_length + digits;
}

std::size_t fraction_length(std::string_view text) {
  return text.starts_with('.') ? part_length(text, 1) : 0;
}

std::size_t exponent_length(std::string_view text) {
  if (!text.starts_with('e') && !text.starts_with('E')) return 0;
  const std::string_view rest = text.substr(1);
  const bool has_sign = rest.starts_with('+') || rest.starts_with('-');
  return part_length(text, has_sign ? 2 : 1);
}

// The power of ten of the first digit that is not 0, for telling a number that
// is too large for a double from one that is too small.
std::int64_t decimal_magnitude(std::string_view digits) {
  const std::size_t mark = std::min(digits.find_first_of("eE"), digits.size());
  const std::string_view mantissa = digits.substr(0, mark);
  const auto point =
      static_cast<std::int64_t>(std::min(mantissa.find('.'), mark));
  const auto first =
      static_cast<std::int64_t>(mantissa.find_first_not_of("0."));
  if (mark == digits.size()) return point - first;
  std::string_view exponent = digits.substr(mark + 1);
  const bool is_negative = exponent.starts_with('-');
  exponent.remove_prefix(exponent.find_first_of(kDigits));
  std::int64_t power = 0;
  // More digits than these outweigh any mantissa that fits in memory.
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max() / 4;
  if (std::from_chars(exponent.data(), exponent.data() + exponent.size(), power)
          .ec != std::errc()) {
    power = kHuge;
  }
  power = std::min(power, kHuge);
  return point - first + (is_negative ? -power : power);
}

}  // namespace

std::size_t number_length(std::string_view text) {
  std::size_t length = text.starts_with('-') ? 1 : 0;
  const std::size_t digits = count_digits(text.substr(length));
  if (digits == 0) return 0;
  if (digits > 1 && text[length] == '0') return 0;
  length += digits;
  for (const auto part_length_of : {fraction_length, exponent_length}) {
    const std::size_t part = part_length_of(text.substr(length));
    if (part == std::string_view::npos) return 0;
    length += part;
  }
  return length;
}

Json number_value(std::string_view number) {
  const char* end = number.data() + number.size();
  std::int64_t integer = 0;
  const auto whole = std::from_chars(number.data(), end, integer);
  if (whole.ec == std::errc() && whole.ptr == end && number != "-0" &&
      integer >= -kExactIntegers && integer <= kExactIntegers) {
    return integer;
  }
  double value = 0;
  if (std::from_chars(number.data(), end, value).ec == std::errc()) {
    return value;
  }
  const bool is_negative = number.starts_with('-');
  const bool is_large =
      decimal_magnitude(number.substr(is_negative ? 1 : 0)) > 0;
  const double size = is_large ? std::numeric_limits<double>::infinity() : 0.0;
  return is_negative ? -size : size;
}

}  // namespace chefs::contract
