#include "contract/internal/base32.h"

#include <cstdint>

namespace chefs::contract {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr unsigned kBitsPerCharacter = 5;

}  // namespace

std::string to_base32(std::span<const std::byte> bytes) {
  std::string text;
  text.reserve((bytes.size() * 8 + kBitsPerCharacter - 1) / kBitsPerCharacter);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const std::byte byte : bytes) {
    pending = pending << 8 | std::to_integer<std::uint32_t>(byte);
    pending_bits += 8;
    while (pending_bits >= kBitsPerCharacter) {
      pending_bits -= kBitsPerCharacter;
      text += kAlphabet[pending >> pending_bits & 31];
    }
  }
  if (pending_bits > 0) {
    text += kAlphabet[pending << (kBitsPerCharacter - pending_bits) & 31];
  }
  return text;
}

std::optional<std::vector<std::byte>> from_base32(std::string_view text) {
  std::vector<std::byte> bytes;
  bytes.reserve(text.size() * kBitsPerCharacter / 8);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const char character : text) {
    const std::size_t value = kAlphabet.find(character);
    if (value == std::string_view::npos) return std::nullopt;
    pending = pending << kBitsPerCharacter | static_cast<std::uint32_t>(value);
    pending_bits += kBitsPerCharacter;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      bytes.push_back(static_cast<std::byte>(pending >> pending_bits & 0xFF));
    }
  }
  const std::uint32_t stray_bits = pending & ((1U << pending_bits) - 1);
  if (pending_bits >= kBitsPerCharacter || stray_bits != 0) return std::nullopt;
  return bytes;
}

std::optional<std::size_t> find_non_base32(std::string_view text) {
  const std::size_t position = text.find_first_not_of(kAlphabet);
  if (position == std::string_view::npos) return std::nullopt;
  return position;
}

}  // namespace chefs::contract
