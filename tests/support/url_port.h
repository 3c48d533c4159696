// The port at the end of a URL that has nothing behind it.
#pragma once

#include <cstdint>
#include <string>

namespace chefs::tests {

inline std::uint16_t port_in(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

}  // namespace chefs::tests
