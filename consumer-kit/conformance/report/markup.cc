#include "consumer-kit/conformance/report/markup.h"

namespace chefs::conformance {

std::string escaped_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t')
      out += "\xef\xbf\xbd";
    else
      out += c;
  }
  return out;
}

}  // namespace chefs::conformance
