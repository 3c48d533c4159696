#include "base/text.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace chefs::base {
namespace {

TEST(Text, ChangesTheCaseOfAsciiLettersOnly) {
  EXPECT_EQ(lower_case("AbZ[@é"), "abz[@é");
  EXPECT_EQ(upper_case('z'), 'Z');
  EXPECT_EQ(upper_case('{'), '{');
}

TEST(Text, LosesTheBlanksAroundIt) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed("xax", "x"), "a");
}

TEST(Text, IsReadAsAWholeNumber) {
  EXPECT_EQ(whole_number<int>("-12"), -12);
  EXPECT_EQ(whole_number<std::uint8_t>("255"), 255);
  for (const char* text : {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "256"})
    EXPECT_FALSE(whole_number<std::uint8_t>(text)) << text;
}

}  // namespace
}  // namespace chefs::base
