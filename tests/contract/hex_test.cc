#include "contract/hex.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace chefs::contract {
namespace {

TEST(Hex, WritesLowerCase) {
  EXPECT_EQ(to_hex(as_bytes(std::string_view("\x00\x0f\xa5\xff", 4))),
            "000fa5ff");
}

TEST(Hex, AppendsToWhatIsThere) {
  std::string text = "0x";

  append_hex(as_bytes("AZ"), text);

  EXPECT_EQ(text, "0x415a");
}

TEST(Hex, ReadsEitherCase) {
  EXPECT_EQ(from_hex("4a4B"), from_hex("4A4b"));
  EXPECT_EQ(to_hex(from_hex("4a4B").value()), "4a4b");
}

TEST(Hex, ReadsBackEveryByte) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);

  const auto bytes = from_hex(to_hex(as_bytes(all)));

  ASSERT_TRUE(bytes);
  EXPECT_TRUE(std::ranges::equal(*bytes, as_bytes(all)));
}

TEST(Hex, RefusesAnOddLength) { EXPECT_FALSE(from_hex("abc")); }

TEST(Hex, RefusesEveryCharacterThatIsNoDigit) {
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  for (int value = 0; value < 256; ++value) {
    const char character = static_cast<char>(value);
    const bool is_digit = kDigits.find(character) != std::string_view::npos;

    EXPECT_EQ(from_hex(std::string{'0', character}).has_value(), is_digit)
        << value;
    EXPECT_EQ(from_hex(std::string{character, '0'}).has_value(), is_digit)
        << value;
  }
}

TEST(Hex, ReadsEmptyTextAsNoBytes) {
  EXPECT_EQ(from_hex(""), std::vector<std::byte>());
}

// Digits are read several at a time: each place of a text must be looked at.
TEST(Hex, TakesEachOfThe256CharactersForWhatItIsAtEachPlace) {
  constexpr std::string_view kLower = "0123456789abcdef";
  constexpr std::string_view kUpper = "0123456789ABCDEF";
  for (std::size_t place = 0; place < 22; ++place) {
    for (int value = 0; value < 256; ++value) {
      const char character = static_cast<char>(value);
      std::string text = "00112233445566778899aa";
      text[place] = character;
      const std::size_t digit =
          std::min(kLower.find(character), kUpper.find(character));

      const auto bytes = from_hex(text);

      ASSERT_EQ(bytes.has_value(), digit != std::string_view::npos)
          << "character " << value << " at " << place;
      if (!bytes) continue;
      const auto byte = std::to_integer<std::size_t>((*bytes)[place / 2]);
      EXPECT_EQ(place % 2 == 0 ? byte >> 4 : byte & 0xF, digit)
          << "character " << value << " at " << place;
    }
  }
}

TEST(Hex, ReadsBackWhatItWroteAtEveryLength) {
  std::string text;
  for (int size = 0; size < 70; ++size) {
    text += static_cast<char>(size * 37);
    const auto bytes = from_hex(to_hex(as_bytes(text)));

    ASSERT_TRUE(bytes);
    EXPECT_TRUE(std::ranges::equal(*bytes, as_bytes(text))) << size;
  }
}

}  // namespace
}  // namespace chefs::contract
