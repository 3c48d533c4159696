#include "contract/base64.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "contract/hex.h"

namespace chefs::contract {
namespace {

struct Vector {
  std::string_view plain;
  std::string_view encoded;
};

// RFC 4648, section 10.
constexpr Vector kRfcVectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
    {"\xFB\xFF\xBF", "+/+/"},
};

TEST(Base64, EncodesTheVectorsOfRfc4648) {
  for (const Vector& vector : kRfcVectors) {
    EXPECT_EQ(to_base64(as_bytes(vector.plain)), vector.encoded);
  }
}

TEST(Base64, DecodesTheVectorsOfRfc4648) {
  for (const Vector& vector : kRfcVectors) {
    const auto bytes = from_base64(vector.encoded);

    ASSERT_TRUE(bytes) << vector.encoded;
    EXPECT_EQ(to_hex(*bytes), to_hex(as_bytes(vector.plain)));
  }
}

TEST(Base64, RefusesWhatIsNotStrictlyBase64) {
  for (const std::string_view text :
       {"Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zm9v=", "Zm9vYg", "Zm9v\n",
        "Zm 9", "Zg==Zg==", "Zh==" /* bits beyond the byte */, "Zm9=", "-_-_",
        "Zm9\xFF"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

}  // namespace
}  // namespace chefs::contract
