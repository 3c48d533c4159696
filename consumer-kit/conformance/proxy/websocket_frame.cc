#include "consumer-kit/conformance/proxy/websocket_frame.h"

#include <cstring>

namespace chefs::conformance {
namespace {

constexpr std::uint8_t kMaskBit = 0x80;
constexpr std::uint8_t kLengthIn16Bits = 126;
constexpr std::uint8_t kLengthIn64Bits = 127;
constexpr int kNoCode = 1'005;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) {
    value = value << 8 | static_cast<unsigned char>(byte);
  }
  return value;
}

void append_big_endian(std::uint64_t value, int bytes, std::string& out) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(value >> shift & 0xFF);
  }
}

void append_length(std::size_t length, std::uint8_t mask_bit,
                   std::string& out) {
  if (length < kLengthIn16Bits) {
    out += static_cast<char>(mask_bit | length);
  } else if (length <= 0xFFFF) {
    out += static_cast<char>(mask_bit | kLengthIn16Bits);
    append_big_endian(length, 2, out);
  } else {
    out += static_cast<char>(mask_bit | kLengthIn64Bits);
    append_big_endian(length, 8, out);
  }
}

}  // namespace

std::optional<FrameHeader> parse_frame_header(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  FrameHeader header;
  header.first_byte = static_cast<std::uint8_t>(bytes[0]);
  const auto second = static_cast<std::uint8_t>(bytes[1]);
  header.is_masked = (second & kMaskBit) != 0;
  header.payload_bytes = second & 0x7Fu;
  std::size_t length_bytes = 0;
  if (header.payload_bytes == kLengthIn16Bits) length_bytes = 2;
  if (header.payload_bytes == kLengthIn64Bits) length_bytes = 8;
  const std::size_t mask_bytes = header.is_masked ? header.mask.size() : 0;
  header.header_bytes = 2 + length_bytes + mask_bytes;
  if (bytes.size() < header.header_bytes) return std::nullopt;
  if (length_bytes != 0) {
    header.payload_bytes = big_endian(bytes.substr(2, length_bytes));
  }
  if (header.is_masked) {
    bytes.copy(header.mask.data(), mask_bytes, 2 + length_bytes);
  }
  return header;
}

void unmask(std::string_view payload, const std::array<char, 4>& mask,
            std::string& out) {
  out.resize(payload.size());
  std::uint32_t word = 0;
  std::memcpy(&word, mask.data(), sizeof(word));
  const std::uint64_t wide = std::uint64_t{word} << 32 | word;
  std::size_t at = 0;
  for (; at + sizeof(wide) <= payload.size(); at += sizeof(wide)) {
    std::uint64_t block = 0;
    std::memcpy(&block, payload.data() + at, sizeof(block));
    block ^= wide;
    std::memcpy(out.data() + at, &block, sizeof(block));
  }
  for (; at < payload.size(); ++at) {
    out[at] = static_cast<char>(payload[at] ^ mask[at % mask.size()]);
  }
}

std::string make_frame(std::uint8_t first_byte, std::string_view payload,
                       FrameFrom from) {
  std::string out;
  out.reserve(payload.size() + 14);
  out += static_cast<char>(first_byte);
  const bool is_masked = from == FrameFrom::kProgram;
  append_length(payload.size(), is_masked ? kMaskBit : 0, out);
  if (is_masked) out.append(4, '\0');
  return out.append(payload);
}

std::string make_close_frame(int code, FrameFrom from) {
  std::string payload;
  append_big_endian(static_cast<std::uint64_t>(code), 2, payload);
  return make_frame(kFinBit | kCloseFrame, payload, from);
}

std::string joined_frames(std::string_view frames) {
  constexpr std::uint8_t kWholeMessage = kFinBit | kBinaryFrame;
  std::string out;
  std::string payload;
  const auto end_message = [&] {
    if (!payload.empty())
      out += make_frame(kWholeMessage, payload, FrameFrom::kServer);
    payload.clear();
  };
  while (const auto header = parse_frame_header(frames)) {
    const auto size_bytes =
        header->header_bytes + static_cast<std::size_t>(header->payload_bytes);
    const std::string_view frame = frames.substr(0, size_bytes);
    if (header->first_byte == kWholeMessage && !header->is_masked) {
      payload += frame.substr(header->header_bytes);
    } else {
      end_message();
      out += frame;
    }
    frames.remove_prefix(frame.size());
  }
  end_message();
  return out;
}

int close_code_of(std::string_view payload) {
  if (payload.size() < 2) return kNoCode;
  return static_cast<int>(big_endian(payload.substr(0, 2)));
}

}  // namespace chefs::conformance
