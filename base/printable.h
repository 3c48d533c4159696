// Text that somebody else chose, made fit for a terminal or a log: control
// characters, with which it could forge lines or steer a terminal, become `?`.
// Not an escape for shells or HTML.
#pragma once

#include <string>
#include <string_view>

namespace chefs::base {

// Also those of U+0080 to U+009F, which are two bytes in UTF-8.
inline std::string printable(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte < 0x20 || byte == 0x7F) out[i] = '?';
    if (byte != 0xC2 || i + 1 == out.size()) continue;
    const auto next = static_cast<unsigned char>(out[i + 1]);
    if (next >= 0x80 && next < 0xA0) out[i] = out[i + 1] = '?';
  }
  return out;
}

}  // namespace chefs::base
