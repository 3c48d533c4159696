#include "contract/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace chefs::contract {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kPadding = '=';
constexpr std::size_t kGroupBytes = 3;
constexpr std::size_t kGroupCharacters = 4;
constexpr std::uint8_t kNoValue = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoValue);
  for (std::uint8_t value = 0; value < kAlphabet.size(); ++value) {
    values[static_cast<unsigned char>(kAlphabet[value])] = value;
  }
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = make_values();

void append_group(std::span<const std::byte> bytes, std::string& out) {
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < kGroupBytes; ++i) {
    const std::byte byte = i < bytes.size() ? bytes[i] : std::byte{0};
    group = group << 8 | std::to_integer<std::uint32_t>(byte);
  }
  for (std::size_t i = 0; i < kGroupCharacters; ++i) {
    const unsigned shift = static_cast<unsigned>(18 - 6 * i);
    out += i <= bytes.size() ? kAlphabet[group >> shift & 63] : kPadding;
  }
}

// Two to four characters, the padding taken off, as one to three bytes.
bool append_decoded(std::string_view characters, std::vector<std::byte>& out) {
  std::uint32_t group = 0;
  for (const char character : characters) {
    const std::uint8_t value = kValues[static_cast<unsigned char>(character)];
    if (value == kNoValue) return false;
    group = group << 6 | value;
  }
  const std::size_t bytes = characters.size() - 1;
  const auto stray_bits =
      static_cast<unsigned>(characters.size() * 6 - bytes * 8);
  if ((group & ((1U << stray_bits) - 1)) != 0) return false;
  group >>= stray_bits;
  for (std::size_t i = bytes; i-- > 0;) {
    out.push_back(static_cast<std::byte>(group >> (8 * i) & 0xFF));
  }
  return true;
}

}  // namespace

std::string to_base64(std::span<const std::byte> bytes) {
  std::string text;
  text.reserve((bytes.size() + kGroupBytes - 1) / kGroupBytes *
               kGroupCharacters);
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), kGroupBytes);
    append_group(bytes.first(size), text);
    bytes = bytes.subspan(size);
  }
  return text;
}

std::optional<std::vector<std::byte>> from_base64(std::string_view text) {
  if (text.size() % kGroupCharacters != 0) return std::nullopt;
  std::vector<std::byte> bytes;
  bytes.reserve(text.size() / kGroupCharacters * kGroupBytes);
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with(kPadding)) {
    text.remove_suffix(1);
  }
  while (!text.empty()) {
    const std::string_view group = text.substr(0, kGroupCharacters);
    if (!append_decoded(group, bytes)) return std::nullopt;
    text.remove_prefix(group.size());
  }
  return bytes;
}

}  // namespace chefs::contract
