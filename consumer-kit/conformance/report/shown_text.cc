#include "consumer-kit/conformance/report/shown_text.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace chefs::conformance {
namespace {

// Reports are UTF-8 and XML: no overlong forms, no surrogates, nothing above
// U+10FFFF, and not U+FFFE and U+FFFF. Source: the Unicode standard, table 3-7;
// XML 1.0, "Char".
bool may_stand(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (lead < 0xe0) return true;
  const auto second = static_cast<unsigned char>(character[1]);
  if (lead == 0xe0) return second >= 0xa0;
  if (lead == 0xed) return second < 0xa0;
  if (lead == 0xf0) return second >= 0x90;
  if (lead == 0xf4) return second < 0x90;
  return character != "\xef\xbf\xbe" && character != "\xef\xbf\xbf";
}

// Bytes of the character at the front; 0 if there is none that may be shown.
std::size_t character_bytes(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!base::is_continuation(text[i])) return 0;
  return may_stand(text.substr(0, length)) ? length : 0;
}

void append_escaped(std::string_view character, std::string& out) {
  const auto c = static_cast<unsigned char>(character.front());
  if (c == '\n')
    out += "\\n";
  else if (c == '\r')
    out += "\\r";
  else if (c == '\t')
    out += "\\t";
  else if (c == '\\')
    out += "\\\\";
  else if (c < 0x20 || c == 0x7f)
    out += fmt::format("\\x{:02x}", c);
  else
    out += character;
}

// Moves a cut to the start of a character, so that none is split.
std::size_t at_character(std::string_view text, std::size_t cut) {
  for (int i = 0; i < 3 && cut > 0 && cut < text.size(); ++i)
    if (base::is_continuation(text[cut])) --cut;
  return cut;
}

}  // namespace

std::string escaped(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const std::size_t length = character_bytes(bytes);
    if (length == 0)
      out +=
          fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes.front()));
    else
      append_escaped(bytes.substr(0, length), out);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

std::string shown(std::string_view bytes, std::size_t limit_bytes) {
  if (bytes.size() <= limit_bytes) return fmt::format("\"{}\"", escaped(bytes));
  const std::size_t head = at_character(bytes, limit_bytes * 2 / 3);
  const std::size_t tail =
      at_character(bytes, bytes.size() - (limit_bytes - head));
  return fmt::format("\"{}…{}\" ({} bytes)", escaped(bytes.substr(0, head)),
                     escaped(bytes.substr(tail)), grouped(bytes.size()));
}

std::string command_line(const std::vector<std::string>& words) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      "-_./=:,+@%";
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) {
      line += word;
      continue;
    }
    line += '\'';
    for (const char c : escaped(word))
      line += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += '\'';
  }
  return line;
}

std::string grouped(std::size_t number) {
  std::string digits = fmt::format("{}", number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0;
       at -= 3)
    digits.insert(static_cast<std::size_t>(at), " ");
  return digits;
}

}  // namespace chefs::conformance
