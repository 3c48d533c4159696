#include "cli/quantity.h"

#include <gtest/gtest.h>

namespace chefs::cli {
namespace {

using namespace std::chrono_literals;

TEST(Duration, IsReadWithItsUnit) {
  EXPECT_EQ(parse_duration("500ms"), 500ms);
  EXPECT_EQ(parse_duration("30s"), 30s);
  EXPECT_EQ(parse_duration("15m"), 15min);
  EXPECT_EQ(parse_duration("15min"), 15min);
  EXPECT_EQ(parse_duration("1h"), 1h);
  EXPECT_EQ(parse_duration("7d"), 604'800'000ms);
  EXPECT_EQ(parse_duration("0s"), 0s);
}

TEST(Duration, IsNotGuessed) {
  for (const char* text : {"", "5", "s", "-1s", "1.5s", "1 s", "1y", "5ss",
                           "9223372036854775807d"}) {
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  }
}

TEST(Bytes, AreReadWithOrWithoutAUnit) {
  EXPECT_EQ(parse_bytes("1000"), 1'000);
  EXPECT_EQ(parse_bytes("64KiB"), 65'536);
  EXPECT_EQ(parse_bytes("1MiB"), 1'048'576);
  EXPECT_EQ(parse_bytes("1MB"), 1'000'000);
  EXPECT_EQ(parse_bytes("2GiB"), 2'147'483'648);
}

TEST(Bytes, AreNotGuessed) {
  for (const char* text : {"", "MB", "-1", "1.5MB", "1 MB", "1mb", "1TB",
                           "9223372036854775807KiB"}) {
    EXPECT_EQ(parse_bytes(text), std::nullopt) << text;
  }
}

TEST(Quantities, AreShownForPeople) {
  EXPECT_EQ(show_duration(604'800'000ms), "7 d");
  EXPECT_EQ(show_duration(900'000ms), "15 min");
  EXPECT_EQ(show_duration(1'500ms), "1500 ms");
  EXPECT_EQ(show_number(0), "0");
  EXPECT_EQ(show_number(999), "999");
  EXPECT_EQ(show_number(1'000), "1 000");
  EXPECT_EQ(show_number(966'367'641), "966 367 641");
  EXPECT_EQ(show_number(-1'000), "-1 000");
}

}  // namespace
}  // namespace chefs::cli
