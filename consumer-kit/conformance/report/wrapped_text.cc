#include "consumer-kit/conformance/report/wrapped_text.h"

#include <algorithm>

namespace chefs::conformance {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string wrapped_text(std::string_view first, std::string_view text,
                         std::size_t columns) {
  const std::string indent(width_of(first), ' ');
  std::string out(first);
  std::size_t column = indent.size();
  bool is_line_start = true;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (word.empty()) continue;
    const std::size_t width = width_of(word);
    if (!is_line_start && column + 1 + width > columns) {
      out += "\n" + indent;
      column = indent.size();
      is_line_start = true;
    }
    if (!is_line_start) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    is_line_start = false;
  }
  out += '\n';
  return out;
}

}  // namespace chefs::conformance
