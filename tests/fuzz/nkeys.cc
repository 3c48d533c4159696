// NKeys: any text, and texts that a valid key's bytes are made into, so that
// what stands behind the checksum is reached too. The judge decodes base32 bit
// by bit and computes the checksum by polynomial division.
#include "contract/nkey.h"

#include <optional>
#include <string>
#include <vector>

#include "contract/hex.h"
#include "contract/internal/base32.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace contract;
using Bytes = std::vector<std::byte>;

std::optional<Bytes> decode(std::string_view text) {
  std::vector<bool> bits;
  for (const char c : text) {
    const bool is_letter = c >= 'A' && c <= 'Z';
    if (!is_letter && !(c >= '2' && c <= '7')) return std::nullopt;
    const int value = is_letter ? c - 'A' : c - '2' + 26;
    for (int bit = 4; bit >= 0; --bit) bits.push_back((value >> bit & 1) != 0);
  }
  Bytes bytes(bits.size() / 8);
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (!bits[i]) continue;
    if (i / 8 == bytes.size()) return std::nullopt;
    bytes[i / 8] |= std::byte{0x80} >> (i % 8);
  }
  if (bits.size() % 8 >= 5) return std::nullopt;
  return bytes;
}

// CRC-16/XMODEM.
unsigned remainder(std::string_view bytes) {
  unsigned crc = 0;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned>(static_cast<unsigned char>(byte)) << 8;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1;
    }
  }
  return crc & 0xFFFF;
}

void check_seed(std::string_view text) {
  const auto read = UserNkey::from_seed(text);
  if (const auto* fault = std::get_if<NkeyFault>(&read)) {
    require(!fault->text.empty(), "a fault says what is wrong");
    // What is shorter may be a piece of the sentence.
    require(text.size() < 50 || fault->text.find(text) == std::string::npos,
            "a fault does not quote the seed");
    return;
  }
  const auto& nkey = std::get<UserNkey>(read);
  require(!check_user_public_key(nkey.public_key()), "its public key is one");
  const auto message = as_bytes("nonce");
  require(verify(nkey.public_key(), message, nkey.sign(message)),
          "its signature verifies");
}

void check_public_key(std::string_view text) {
  const auto bytes = decode(text);
  const std::string raw =
      bytes ? std::string(reinterpret_cast<const char*>(bytes->data()),
                          bytes->size())
            : std::string();
  const bool is_key =
      raw.size() == 35 && raw[0] == static_cast<char>(20 << 3) &&
      remainder(raw.substr(0, 33)) ==
          (static_cast<unsigned char>(raw[33]) |
           static_cast<unsigned>(static_cast<unsigned char>(raw[34])) << 8);
  require(check_user_public_key(text).has_value() != is_key,
          "a public key is known by its type, length and checksum");
}

std::string with_checksum(std::string bytes) {
  const unsigned crc = remainder(bytes);
  bytes += static_cast<char>(crc & 0xFF);
  bytes += static_cast<char>(crc >> 8);
  return to_base32(as_bytes(bytes));
}

}  // namespace

void run(std::string_view input) {
  require(from_base32(input) == decode(input), "base32 is read as by hand");
  const auto bytes = from_base32(input);
  require(!bytes || to_base32(*bytes) == input, "base32 has one spelling");
  check_seed(input);
  check_public_key(input);
  check_public_key(with_checksum(std::string(input)));
  // Signing takes more time than all the rest.
  if (input.starts_with('!'))
    check_seed(with_checksum(std::string(input.substr(1))));
}

}  // namespace chefs::fuzz
