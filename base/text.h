// Letters of ASCII, blanks around a text, whole numbers. Not Unicode: other
// bytes stay as they are.
#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace chefs::base {

constexpr char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char upper_case(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

inline std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return lower_case(c); });
  return out;
}

constexpr std::string_view trimmed(std::string_view text,
                                   std::string_view blanks = " \t\r\n") {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// False if the text is anything else, or if the number has no place in the
// type. In decimal; a minus sign only if the type has one.
template <typename Number>
bool read_number(std::string_view text, Number& out) {
  const char* const end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, out);
  return fault == std::errc() && stopped == end;
}

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  return read_number(text, number) ? std::optional(number) : std::nullopt;
}

}  // namespace chefs::base
