// The bytes that make up UTF-8.
#pragma once

namespace chefs::conformance {

// Any byte of a character but its first.
inline bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

}  // namespace chefs::conformance
