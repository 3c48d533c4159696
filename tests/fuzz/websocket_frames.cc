// Frames as the proxy reads and makes them, against RFC 6455, section 5.2, read
// by hand.
#include <string>

#include "consumer-kit/conformance/proxy/websocket_frame.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace conformance;

unsigned byte_of(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// 0 while it cannot be known.
std::size_t header_size(std::string_view bytes) {
  if (bytes.size() < 2) return 0;
  const unsigned length = byte_of(bytes, 1) & 127;
  const std::size_t extended = length == 127 ? 8 : length == 126 ? 2 : 0;
  const std::size_t size = 2 + extended + ((byte_of(bytes, 1) >> 7) * 4);
  return bytes.size() < size ? 0 : size;
}

std::uint64_t payload_size(std::string_view bytes) {
  const unsigned length = byte_of(bytes, 1) & 127;
  if (length < 126) return length;
  std::uint64_t size = 0;
  for (std::size_t i = 2; i < (length == 126 ? 4u : 10u); ++i) {
    size = size * 256 + byte_of(bytes, i);
  }
  return size;
}

void check_made(std::uint8_t first_byte, std::string_view payload,
                FrameFrom from) {
  const std::string frame = make_frame(first_byte, payload, from);
  const auto header = parse_frame_header(frame);
  require(header.has_value(), "a frame that was made has a header");
  require(header->payload_bytes == payload.size(), "its payload has its size");
  require(header->header_bytes + payload.size() == frame.size(),
          "a frame is its header and its payload");
  require(header->first_byte == first_byte, "its first byte is as given");
  require(header->is_masked == (from == FrameFrom::kProgram),
          "a program's frames are masked");
  std::string read;
  unmask(std::string_view(frame).substr(header->header_bytes), header->mask,
         read);
  require(read == payload, "its payload reads as it was given");
}

void check_header(std::string_view bytes) {
  const auto header = parse_frame_header(bytes);
  const std::size_t size = header_size(bytes);
  require(header.has_value() == (size != 0), "a header is whole or is not");
  if (!header) return;
  require(header->header_bytes == size, "a header has the size of the RFC");
  require(header->payload_bytes == payload_size(bytes),
          "a payload has the size of the RFC");
  const std::string_view payload = bytes.substr(size);
  std::string clear;
  unmask(payload, header->mask, clear);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    const std::size_t mask_at = size - 4 + i % 4;
    const unsigned mask = header->is_masked ? byte_of(bytes, mask_at) : 0;
    require(byte_of(clear, i) == (byte_of(payload, i) ^ mask),
            "each byte is unmasked with its own byte of the mask");
  }
  const int code = close_code_of(clear);
  require(code >= 0 && code <= 0xFFFF, "a close code has 16 bits");
}

}  // namespace

void run(std::string_view text) {
  check_header(text);
  Input input(text);
  const auto first_byte = static_cast<std::uint8_t>(input.byte());
  std::string payload(input.rest());
  check_made(first_byte, payload, FrameFrom::kServer);
  check_made(first_byte, payload, FrameFrom::kProgram);
  // Lengths of all three kinds, without large inputs.
  if (first_byte % 16 == 0) {
    payload.resize(first_byte * 300);
    check_made(first_byte, payload, FrameFrom::kServer);
  }
  const std::string close =
      make_close_frame(first_byte * 16, FrameFrom::kServer);
  require(close_code_of(std::string_view(close).substr(2)) == first_byte * 16,
          "a close code reads as it was given");
}

}  // namespace chefs::fuzz
