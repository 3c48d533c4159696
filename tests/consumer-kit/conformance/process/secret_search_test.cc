#include "consumer-kit/conformance/process/secret_search.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

constexpr std::string_view kSecret = "correct horse battery staple";

TEST(FindSecret, FindsItAsText) {
  EXPECT_EQ(find_secret("bad key: correct horse battery staple!", kSecret),
            "as text");
}

TEST(FindSecret, FindsItInHexOfEitherCase) {
  EXPECT_EQ(find_secret("636f727265637420686f727365206261747465727920737461706c"
                        "65",
                        kSecret),
            "in hex");
  EXPECT_EQ(find_secret("636F727265637420686F727365206261747465727920737461706C"
                        "65",
                        kSecret),
            "in hex");
}

// Made with base64(1) from the secret, from "x" and the secret, from "xy" and
// the secret, each with " tail" behind it.
TEST(FindSecret, FindsItInBase64AtAnyAlignment) {
  EXPECT_EQ(
      find_secret("Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZSB0YWls", kSecret),
      "in base64");
  EXPECT_EQ(
      find_secret("eGNvcnJlY3QgaG9yc2UgYmF0dGVyeSBzdGFwbGUgdGFpbA==", kSecret),
      "in base64");
  EXPECT_EQ(
      find_secret("eHljb3JyZWN0IGhvcnNlIGJhdHRlcnkgc3RhcGxlIHRhaWw=", kSecret),
      "in base64");
}

TEST(FindSecret, DoesNotFindWhatIsNotThere) {
  EXPECT_FALSE(find_secret("tag mismatch", kSecret));
  EXPECT_FALSE(find_secret("", kSecret));
  EXPECT_FALSE(find_secret("correct horse", kSecret));
}

TEST(FindSecret, PassesOverSecretsThatAreTooShortToTell) {
  EXPECT_FALSE(find_secret("key k is wrong", "k"));
}

TEST(FindPartOfSecret, FindsTheStartTheMiddleAndTheEnd) {
  const std::string text =
      "0123456789abcdef" + std::string(100, '.') + "ghijklmnopqrstuv";

  EXPECT_EQ(find_part_of_secret("0123456789abcdef", text), "as text");
  EXPECT_EQ(find_part_of_secret("xx ghijklmnopqrstuv", text), "as text");
  EXPECT_EQ(find_part_of_secret(std::string(20, '.'), text), "as text");
  EXPECT_FALSE(find_part_of_secret("0123456789", text));
}

}  // namespace
}  // namespace chefs::conformance
