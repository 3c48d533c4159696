#include "contract/hex.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace chefs::contract
