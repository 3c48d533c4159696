#include "base/utc_time.h"

#include <gtest/gtest.h>

#include <utility>

namespace chefs::base {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::int64_t seconds_of(std::string_view text) {
  const auto time = parse_utc(text);
  return time ? time->time_since_epoch().count() / 1'000'000'000 : -1;
}

// Seconds from GNU date: date -u -d … +%s.
TEST(UtcTime, IsReadFromRfc3339) {
  EXPECT_EQ(seconds_of("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(seconds_of("2026-11-24T06:50:16Z"), 1'795'503'016);
  EXPECT_EQ(seconds_of("2024-02-29T23:59:59Z"), 1'709'251'199);
  EXPECT_EQ(seconds_of("2026-11-23T22:50:16-08:00"), 1'795'503'016);
  EXPECT_EQ(seconds_of("2026-11-24T12:20:16+05:30"), 1'795'503'016);
}

TEST(UtcTime, KeepsNanoseconds) {
  for (const auto& [text, written] :
       {std::pair("2026-11-24T06:50:16.5Z", "2026-11-24T06:50:16.500000000Z"),
        std::pair("2026-11-24T06:50:16.000000001Z",
                  "2026-11-24T06:50:16.000000001Z"),
        std::pair("2026-11-24T06:50:16Z", "2026-11-24T06:50:16.000000000Z")}) {
    const auto time = parse_utc(text);

    ASSERT_TRUE(time) << text;
    EXPECT_EQ(format_utc(*time), written);
  }
}

TEST(UtcTime, IsWrittenWithMilliseconds) {
  EXPECT_EQ(
      format_utc(floor<milliseconds>(*parse_utc("2026-11-24T06:50:16.1239Z"))),
      "2026-11-24T06:50:16.123Z");
}

TEST(UtcTime, IsWrittenWithoutDecimals) {
  EXPECT_EQ(format_utc(floor<seconds>(*parse_utc("2026-11-24T06:50:16.9Z"))),
            "2026-11-24T06:50:16Z");
}

TEST(UtcTime, IsOfAnyYearIfNeedBe) {
  const auto first = parse_any_utc("0001-01-01T00:00:00Z");

  ASSERT_TRUE(first);
  EXPECT_EQ(format_utc(first->whole), "0001-01-01T00:00:00Z");
  EXPECT_FALSE(parse_any_utc("0001-02-29T00:00:00Z"));
}

TEST(UtcTime, IsNothingElse) {
  for (const auto* text :
       {"", "yesterday", "2026-11-24", "2026-11-24T06:50:16",
        "2026-11-24T06:50Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-24T24:00:00Z", "2026-11-24T06:60:00Z", "2026-11-24T06:50:16.Z",
        "2026-11-24T06:50:16.1234567890Z", "2026-11-24T06:50:16Zx",
        "1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z"}) {
    EXPECT_FALSE(parse_utc(text)) << text;
  }
}

}  // namespace
}  // namespace chefs::base
