// WebSocket frames, right and wrong, built by hand from RFC 6455 and not by the
// library under test; and the upgrade, as a server does it.
#pragma once

#include <string>
#include <string_view>

#include "tests/consumer-kit/socket.h"

namespace chefs::tests {

enum Opcode : unsigned {
  kContinuation = 0x0,
  kText = 0x1,
  kBinary = 0x2,
  kClose = 0x8,
  kPing = 0x9,
  kPong = 0xA,
};

// The first byte of a frame: fin, reserved bits, opcode.
inline constexpr unsigned kFin = 0x80;
inline constexpr unsigned kReserved1 = 0x40;

// As a server sends it: not masked.
std::string frame(unsigned first_byte, std::string_view payload);
// As only a client may send it.
std::string masked_frame(unsigned first_byte, std::string_view payload);
std::string close_frame(unsigned code, std::string_view reason = {});
inline std::string binary_frame(std::string_view payload) {
  return frame(kFin | kBinary, payload);
}

struct ClientFrame {
  unsigned first_byte = 0;
  bool is_masked = false;
  std::string payload;
};

// Reads the request and answers it with 101.
void accept_upgrade(Socket& socket);
// Unmasked.
ClientFrame read_frame(Socket& socket);

}  // namespace chefs::tests
