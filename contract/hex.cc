#include "contract/hex.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

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

// Eight digits at a time, one in each byte of a word, the first in the lowest:
// a near-limit event is a megabyte of them.
constexpr std::size_t kDigitsOfWord = 8;
constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
constexpr std::uint64_t kHighBits = 0x80 * kOnes;

std::uint64_t load_word(const char* digits) {
  std::uint64_t word = 0;
  std::memcpy(&word, digits, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap64(word);
  }
  return word;
}

// The high bit of each byte that is at least `least`; all are below 0x80.
constexpr std::uint64_t at_least(std::uint64_t word, std::uint64_t least) {
  return ((word | kHighBits) - least * kOnes) & kHighBits;
}

// Some high bit is set if any byte is no digit.
constexpr std::uint64_t faults_of(std::uint64_t word) {
  const std::uint64_t ascii = word & ~kHighBits;
  const std::uint64_t lower = ascii | 0x20 * kOnes;
  const std::uint64_t digit = at_least(ascii, '0') & ~at_least(ascii, '9' + 1);
  const std::uint64_t letter = at_least(lower, 'a') & ~at_least(lower, 'f' + 1);
  return (word | ~(digit | letter)) & kHighBits;
}

// The four bytes that eight digits stand for, the first in the lowest.
constexpr std::uint32_t bytes_of_digits(std::uint64_t word) {
  std::uint64_t values = (word & 0x0F * kOnes) + 9 * (word >> 6 & kOnes);
  values = (values << 4 | values >> 8) & 0x00FF'00FF'00FF'00FF;
  values = (values | values >> 8) & 0x0000'FFFF'0000'FFFF;
  return static_cast<std::uint32_t>(values | values >> 16);
}

void store_bytes(std::uint32_t four, std::byte* to) {
  if constexpr (std::endian::native == std::endian::big) {
    four = __builtin_bswap32(four);
  }
  std::memcpy(to, &four, sizeof(four));
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
  std::uint64_t faults = 0;
  std::size_t i = 0;
  for (; 2 * i + kDigitsOfWord <= text.size(); i += kDigitsOfWord / 2) {
    const std::uint64_t word = load_word(text.data() + 2 * i);
    faults |= faults_of(word);
    store_bytes(bytes_of_digits(word), &bytes[i]);
  }
  unsigned seen = 0;
  for (; i < bytes.size(); ++i) {
    const unsigned high = digit_value(text[2 * i]);
    const unsigned low = digit_value(text[2 * i + 1]);
    seen |= high | low;
    bytes[i] = static_cast<std::byte>(high << 4 | low);
  }
  if (faults != 0 || (seen & kNoDigit) != 0) return std::nullopt;
  return bytes;
}

std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace chefs::contract
