// Bugs that take the plaintext for text of some kind, and tidy it.
#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/text_tools.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

PutInto changes(std::function<Bytes(const Bytes&)> change) {
  return [change](Steps& steps) { change_plaintext(steps, change); };
}

Bytes with_line_feeds(const Bytes& plaintext) {
  return replaced(replaced(plaintext, "\r\n", "\n"), "\r", "\n");
}

Bytes nothing_if_blank(const Bytes& plaintext) {
  return trimmed(plaintext).empty() ? Bytes() : plaintext;
}

Bytes with_escaped_markup(const Bytes& plaintext) {
  return replaced(replaced(replaced(plaintext, "&", "&amp;"), "<", "&lt;"), ">",
                  "&gt;");
}

// What printf makes of a format that comes without arguments, in its usual
// spellings: "%%" is a percent sign, each other directive finds rubbish.
Bytes as_format(const Bytes& plaintext) {
  constexpr std::string_view kConversions = "diuoxXfFeEgGaAcspn";
  Bytes result;
  for (std::size_t i = 0; i < plaintext.size(); ++i) {
    if (plaintext[i] != '%') {
      result += plaintext[i];
      continue;
    }
    const std::size_t end =
        plaintext.find_first_not_of("0123456789.-+ #l", i + 1);
    if (end == Bytes::npos) break;
    if (plaintext[end] == '%')
      result += '%';
    else if (kConversions.find(plaintext[end]) != std::string_view::npos)
      result += "(null)";
    else
      result += plaintext.substr(i, end - i + 1);
    i = end;
  }
  return result;
}

}  // namespace

std::vector<Bug> text_bugs() {
  return {
      {"converts-line-ends", changes(with_line_feeds)},
      {"strips-final-newline", changes(without_line_end)},
      {"trims-plaintext", changes(trimmed)},
      {"blank-is-empty", changes(nothing_if_blank)},
      {"escapes-markup", changes(with_escaped_markup)},
      {"unescapes-plaintext", changes(unescaped)},
      {"expands-format-directives", changes(as_format)},
  };
}

}  // namespace chefs::mutants
