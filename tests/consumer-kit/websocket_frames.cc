#include "tests/consumer-kit/websocket_frames.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace chefs::tests {
namespace {

constexpr std::string_view kMask = "\x11\x22\x33\x44";

std::string big_endian(std::uint64_t value, int size_bytes) {
  std::string bytes;
  for (int i = size_bytes - 1; i >= 0; --i) {
    bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
  }
  return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

std::string header(unsigned first_byte, std::size_t size, unsigned mask_bit) {
  std::string bytes(1, static_cast<char>(first_byte));
  if (size < 126) return bytes + static_cast<char>(size | mask_bit);
  if (size < 65'536) {
    return bytes + static_cast<char>(126 | mask_bit) + big_endian(size, 2);
  }
  return bytes + static_cast<char>(127 | mask_bit) + big_endian(size, 8);
}

std::string apply_mask(std::string_view payload, std::string_view mask) {
  std::string bytes(payload);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(bytes[i] ^ mask[i % 4]);
  }
  return bytes;
}

// RFC 6455, section 4.2.2.
std::string accept_value(std::string_view key) {
  const std::string text =
      std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       digest);
  unsigned char base64[64];
  const int size = EVP_EncodeBlock(base64, digest, sizeof(digest));
  return {base64, base64 + size};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::string header_of(const std::string& request, const std::string& name) {
  const auto at = lower(request).find("\r\n" + name + ": ");
  if (at == std::string::npos) throw std::runtime_error("no " + name);
  const auto begin = at + name.size() + 4;
  return request.substr(begin, request.find("\r\n", begin) - begin);
}

}  // namespace

std::string frame(unsigned first_byte, std::string_view payload) {
  return header(first_byte, payload.size(), 0) + std::string(payload);
}

std::string masked_frame(unsigned first_byte, std::string_view payload) {
  return header(first_byte, payload.size(), 0x80) + std::string(kMask) +
         apply_mask(payload, kMask);
}

std::string close_frame(unsigned code, std::string_view reason) {
  return frame(kFin | kClose, big_endian(code, 2) + std::string(reason));
}

void accept_upgrade(Socket& socket) {
  const std::string request = socket.read_until("\r\n\r\n");
  socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
      "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
      accept_value(header_of(request, "sec-websocket-key")) + "\r\n\r\n");
}

ClientFrame read_frame(Socket& socket) {
  const std::string head = socket.read(2);
  ClientFrame frame;
  frame.first_byte = static_cast<std::uint8_t>(head[0]);
  const unsigned second = static_cast<std::uint8_t>(head[1]);
  frame.is_masked = (second & 0x80) != 0;
  std::uint64_t size = second & 0x7F;
  if (size == 126) size = from_big_endian(socket.read(2));
  if (size == 127) size = from_big_endian(socket.read(8));
  const std::string mask = frame.is_masked ? socket.read(4) : std::string(4, 0);
  frame.payload = apply_mask(socket.read(size), mask);
  return frame;
}

}  // namespace chefs::tests
