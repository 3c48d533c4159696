#include "contract/hex.h"

#include <array>
#include <cstdint>

namespace chefs::contract {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::uint16_t kNoDigit = 0x100;

using DigitPairs = std::array<std::array<char, 2>, 256>;
using DigitValues = std::array<std::uint16_t, 256>;

constexpr DigitPairs make_digit_pairs() {
  DigitPairs pairs{};
  for (std::size_t value = 0; value < pairs.size(); ++value) {
    pairs[value] = {kDigits[value >> 4], kDigits[value & 0xF]};
  }
  return pairs;
}

constexpr DigitValues make_digit_values() {
  DigitValues values{};
  values.fill(kNoDigit);
  for (std::uint16_t value = 0; value < 16; ++value) {
    const char digit = kDigits[value];
    values[static_cast<unsigned char>(digit)] = value;
    if (digit >= 'a') values[static_cast<unsigned char>(digit - 32)] = value;
  }
  return values;
}

constexpr DigitPairs kPairOfByte = make_digit_pairs();
constexpr DigitValues kValueOfDigit = make_digit_values();

unsigned digit_value(char digit) {
  return kValueOfDigit[static_cast<unsigned char>(digit)];
}

}  // namespace

void append_hex(std::span<const std::byte> bytes, std::string& out) {
  const std::size_t start = out.size();
  out.resize(start + 2 * bytes.size());
  char* to = out.data() + start;
  for (const std::byte byte : bytes) {
    const auto& pair = kPairOfByte[std::to_integer<std::size_t>(byte)];
    to[0] = pair[0];
    to[1] = pair[1];
    to += 2;
  }
}

std::string to_hex(std::span<const std::byte> bytes) {
  std::string text;
  append_hex(bytes, text);
  return text;
}

std::optional<std::vector<std::byte>> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<std::byte> bytes(text.size() / 2);
  // Gathered over the whole text: a branch per digit would cost more than
  // reading bad text to its end.
  unsigned seen = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned high = digit_value(text[2 * i]);
    const unsigned low = digit_value(text[2 * i + 1]);
    seen |= high | low;
    bytes[i] = static_cast<std::byte>(high << 4 | low);
  }
  if ((seen & kNoDigit) != 0) return std::nullopt;
  return bytes;
}

std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace chefs::contract
