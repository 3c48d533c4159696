#include "base/wrapped_text.h"

#include <algorithm>

#include "base/utf8.h"

namespace chefs::base {

std::string wrapped_text(std::string_view text, std::size_t columns,
                         std::string_view first) {
  const std::size_t indent = width_of(first);
  std::string out(first);
  std::size_t column = indent;
  bool is_line_start = true;
  const auto put = [&](std::string_view word) {
    const std::size_t width = width_of(word);
    if (!is_line_start && column + 1 + width > columns) {
      out += '\n';
      column = 0;
    } else if (!is_line_start) {
      out += ' ';
      ++column;
    }
    if (column == 0) {
      out.append(indent, ' ');
      column = indent;
    }
    out += word;
    column += width;
    is_line_start = false;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    if (end > 0) put(text.substr(0, end));
    if (end < text.size() && text[end] == '\n') {
      out += '\n';
      column = 0;
      is_line_start = true;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace chefs::base
