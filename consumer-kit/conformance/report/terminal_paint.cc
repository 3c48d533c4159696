#include "consumer-kit/conformance/report/terminal_paint.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/utf8.h"

namespace chefs::conformance {
namespace {

// Roles that are told from their neighbours by name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4>
    kFieldColors = {
        {{"salt", "36"}, {"iv", "35"}, {"tag", "33"}, {"ciphertext", "34"}}};

// The bytes of the first `count` characters.
std::size_t prefix_bytes(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && base::is_continuation(text[at])) ++at;
    --count;
  }
  return at;
}

}  // namespace

std::string Paint::in(std::string_view code, std::string_view text) const {
  if (coloring_ == Coloring::kPlain) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string_view Paint::color_of(std::string_view role) const {
  for (const auto& [name, color] : kFieldColors)
    if (name == role) return color;
  return role == "gap" ? "2" : "0";
}

std::string Paint::drawn(const Drawing& drawing, std::size_t indent,
                         std::size_t columns) const {
  const std::string margin(indent, ' ');
  std::string out;
  std::size_t left = 0;
  std::string role;
  const auto put = [&](std::string_view text, std::string_view code) {
    while (!text.empty()) {
      if (left == 0) {
        out += (out.empty() ? "" : "\n") + margin;
        left = columns - indent;
      }
      const std::size_t bytes = prefix_bytes(text, left);
      out += in(code, text.substr(0, bytes));
      left -= base::width_of(text.substr(0, bytes));
      text.remove_prefix(bytes);
    }
  };
  for (const DrawnSpan& span : drawing.spans) {
    const bool is_new_field =
        span.role != role && color_of(span.role) != "0" && span.role != "gap";
    if (is_new_field) {
      put(fmt::format("{}{} ", role.empty() ? "" : " | ", span.role), "2");
      role = span.role;
    }
    const std::string code =
        fmt::format("{}{}", color_of(span.role), span.is_marked ? ";7" : "");
    const bool needs_brackets = span.is_marked && coloring_ == Coloring::kPlain;
    put(needs_brackets ? "[" + span.text + "]" : span.text, code);
  }
  return out + "\n";
}

}  // namespace chefs::conformance
