#include "contract/random_source.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "contract/hex.h"
#include "contract/internal/sodium_ready.h"

namespace chefs::contract {
namespace {

constexpr std::size_t kBlockBytes = 64;

std::array<std::byte, 8> little_endian(std::uint64_t value) {
  std::array<std::byte, 8> bytes;
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(value & 0xFF);
    value >>= 8;
  }
  return bytes;
}

std::uint64_t next_number(RandomSource& random) {
  std::array<std::byte, 8> bytes;
  random.fill(bytes);
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
  }
  return value;
}

unsigned char* raw(std::byte* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}

const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

// Whole blocks of the key stream, from the given block on.
void write_blocks(const std::byte* key, std::uint64_t first_block,
                  std::span<std::byte> out) {
  if (out.empty()) return;  // libsodium takes no null pointer
  constexpr std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES>
      kNonce{};
  std::fill(out.begin(), out.end(), std::byte{0});
  crypto_stream_chacha20_xor_ic(raw(out.data()), raw(out.data()), out.size(),
                                kNonce.data(), first_block, raw(key));
}

}  // namespace

std::uint64_t RandomSource::below(std::uint64_t bound) {
  if (bound == 0) throw std::invalid_argument("no number is below 0");
  // 2^64 mod bound. Without the numbers below it every remainder is as likely
  // as any other.
  const std::uint64_t surplus = (0 - bound) % bound;
  std::uint64_t number = next_number(*this);
  while (number < surplus) number = next_number(*this);
  return number % bound;
}

std::string RandomSource::uuid() {
  std::array<std::byte, 16> bytes;
  fill(bytes);
  bytes[6] = (bytes[6] & std::byte{0x0F}) | std::byte{0x40};  // version 4
  bytes[8] = (bytes[8] & std::byte{0x3F}) | std::byte{0x80};  // RFC 4122
  std::string text;
  text.reserve(36);
  std::span<const std::byte> rest = bytes;
  for (const std::size_t group_bytes : {4U, 2U, 2U, 2U, 6U}) {
    if (!text.empty()) text += '-';
    append_hex(rest.first(group_bytes), text);
    rest = rest.subspan(group_bytes);
  }
  return text;
}

void SystemRandom::fill(std::span<std::byte> out) {
  ensure_sodium_is_ready();
  randombytes_buf(out.data(), out.size());
}

SeededRandom::SeededRandom(std::uint64_t seed, std::string_view label) {
  static_assert(sizeof(key_) == crypto_hash_sha256_BYTES);
  static_assert(sizeof(key_) == crypto_stream_chacha20_KEYBYTES);
  ensure_sodium_is_ready();
  const auto seed_bytes = little_endian(seed);
  const auto label_bytes = as_bytes(label);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, raw(seed_bytes.data()), seed_bytes.size());
  crypto_hash_sha256_update(&state, raw(label_bytes.data()),
                            label_bytes.size());
  crypto_hash_sha256_final(&state, raw(key_));
}

void SeededRandom::fill(std::span<std::byte> out) {
  const std::size_t buffered = std::min(out.size(), kBlockBytes - used_);
  std::copy_n(buffer_ + used_, buffered, out.begin());
  used_ += buffered;
  out = out.subspan(buffered);

  const std::size_t blocks = out.size() / kBlockBytes;
  write_blocks(key_, block_, out.first(blocks * kBlockBytes));
  block_ += blocks;
  out = out.subspan(blocks * kBlockBytes);
  if (out.empty()) return;

  write_blocks(key_, block_++, buffer_);
  std::copy_n(buffer_, out.size(), out.begin());
  used_ = out.size();
}

}  // namespace chefs::contract
