#include "consumer-kit/conformance/decryptor/text_changes.h"

#include "base/text.h"
#include "base/utf8.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";

}  // namespace

std::string without_white_space_around(std::string_view text) {
  return std::string(base::trimmed(text, kWhiteSpace));
}

std::string without_nuls(std::string_view text) {
  std::string out(text);
  std::erase(out, '\0');
  return out;
}

std::string with_lf_line_ends(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
      continue;
    }
    out += '\n';
    if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  return out;
}

std::string latin1_to_utf8(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xc0 | byte >> 6);
      out += static_cast<char>(0x80 | (byte & 0x3f));
    }
  }
  return out;
}

std::optional<std::string> utf8_to_latin1(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += text[i];
    } else if ((byte == 0xc2 || byte == 0xc3) && i + 1 < text.size() &&
               base::is_continuation(text[i + 1])) {
      out += static_cast<char>((byte & 3) << 6 |
                               (static_cast<unsigned char>(text[++i]) & 0x3f));
    } else {
      return std::nullopt;
    }
  }
  return out;
}

std::string non_ascii_as(std::string_view text, std::string_view replacement) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      out += c;
    else if (!base::is_continuation(c))
      out += replacement;
  }
  return out;
}

bool same_json(std::string_view one, std::string_view other) {
  const auto a = nlohmann::json::parse(one, nullptr, false);
  const auto b = nlohmann::json::parse(other, nullptr, false);
  return !a.is_discarded() && a.is_structured() && a == b;
}

}  // namespace chefs::conformance
