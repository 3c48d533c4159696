#include "contract/internal/base32.h"

#include <gtest/gtest.h>

#include "contract/hex.h"

namespace chefs::contract {
namespace {

struct Vector {
  std::string_view plain;
  std::string_view encoded;
};

// RFC 4648, section 10, without the padding.
constexpr Vector kRfcVectors[] = {
    {"", ""},
    {"f", "MY"},
    {"fo", "MZXQ"},
    {"foo", "MZXW6"},
    {"foob", "MZXW6YQ"},
    {"fooba", "MZXW6YTB"},
    {"foobar", "MZXW6YTBOI"},
};

TEST(Base32, EncodesTheVectorsOfRfc4648) {
  for (const Vector& vector : kRfcVectors) {
    EXPECT_EQ(to_base32(as_bytes(vector.plain)), vector.encoded);
  }
}

TEST(Base32, DecodesTheVectorsOfRfc4648) {
  for (const Vector& vector : kRfcVectors) {
    const auto bytes = from_base32(vector.encoded);

    ASSERT_TRUE(bytes) << vector.encoded;
    EXPECT_EQ(to_hex(*bytes), to_hex(as_bytes(vector.plain)));
  }
}

TEST(Base32, RefusesWhatIsNoCanonicalBase32) {
  for (const std::string_view text :
       {"my", "M1", "M0", "M8", "MY======", "M Y", "M", "MZX", "MZXW6Y",
        "MZ" /* bits beyond the byte */}) {
    EXPECT_FALSE(from_base32(text)) << text;
  }
}

TEST(Base32, FindsTheFirstForeignCharacter) {
  EXPECT_EQ(find_non_base32("ABC7"), std::nullopt);
  EXPECT_EQ(find_non_base32("AB1C8"), 2U);
}

}  // namespace
}  // namespace chefs::contract
