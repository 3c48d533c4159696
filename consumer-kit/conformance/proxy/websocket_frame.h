// Frames of a WebSocket as bytes: where one begins and ends, its payload, and
// one made anew. Not a WebSocket: nothing is checked that the proxy need not
// know, so that both sides see each other's mistakes.
// Source: RFC 6455, section 5.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chefs::conformance {

// In the first byte: the last frame of its message.
inline constexpr std::uint8_t kFinBit = 0x80;

// Opcodes that the proxy tells apart.
inline constexpr unsigned kContinuationFrame = 0x0;
inline constexpr unsigned kBinaryFrame = 0x2;
inline constexpr unsigned kCloseFrame = 0x8;
inline constexpr unsigned kPingFrame = 0x9;
inline constexpr unsigned kPongFrame = 0xA;

struct FrameHeader {
  // Of the header itself, mask included.
  std::size_t header_bytes = 0;
  std::uint64_t payload_bytes = 0;
  // FIN, reserved bits and opcode, as they came.
  std::uint8_t first_byte = 0;
  bool is_masked = false;
  std::array<char, 4> mask{};

  unsigned opcode() const { return first_byte & 0x0Fu; }
  bool is_control() const { return (first_byte & 0x08u) != 0; }
};

// Nothing while the header is not wholly there.
std::optional<FrameHeader> parse_frame_header(std::string_view bytes);

// The payload as it was before masking, in place of what `out` held.
void unmask(std::string_view payload, const std::array<char, 4>& mask,
            std::string& out);

enum class FrameFrom { kServer, kProgram };

// A program's frame is masked, with zeros, so that its payload is what it was.
std::string make_frame(std::uint8_t first_byte, std::string_view payload,
                       FrameFrom from);
std::string make_close_frame(int code, FrameFrom from);

// Whole frames of the server: whole binary messages that follow each other are
// one, and all else stays as it is.
std::string joined_frames(std::string_view frames);

// Of a close frame's payload; 1005 if it has none (RFC 6455, 7.1.5).
int close_code_of(std::string_view payload);

}  // namespace chefs::conformance
