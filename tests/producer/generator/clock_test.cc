#include "producer/generator/clock.h"

#include <gtest/gtest.h>

namespace chefs::producer {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Clock, SpellsTheFixedEpochAsJavaScriptWould) {
  EXPECT_EQ(to_iso8601(kFixedEpoch), "2025-01-15T17:00:00.000Z");
}

TEST(Clock, MovesOnByItsStepEachTimeItIsRead) {
  SteppingClock clock(kFixedEpoch, milliseconds(250));

  const std::string first = to_iso8601(clock.now());
  const std::string second = to_iso8601(clock.now());

  EXPECT_EQ(first, "2025-01-15T17:00:00.000Z");
  EXPECT_EQ(second, "2025-01-15T17:00:00.250Z");
}

TEST(Clock, CutsMicrosecondsOff) {
  EXPECT_EQ(to_iso8601(Instant(seconds(1)) + std::chrono::microseconds(1'999)),
            "1970-01-01T00:00:01.001Z");
}

TEST(Clock, ReadsWhatItWrites) {
  const auto read = parse_iso8601("2024-02-29T23:59:59.999Z");

  ASSERT_TRUE(read);
  EXPECT_EQ(to_iso8601(*read), "2024-02-29T23:59:59.999Z");
}

TEST(Clock, ReadsATimeWithoutAFraction) {
  const auto read = parse_iso8601("2025-01-15T17:00:00Z");

  ASSERT_TRUE(read);
  EXPECT_EQ(*read, kFixedEpoch);
}

TEST(Clock, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "2025-01-15", "2025-13-01T00:00:00Z", "2025-02-30T00:00:00Z",
        "2025-01-15T24:00:00Z", "2025-01-15T17:60:00Z", "2025-01-15T17:00:00",
        "2025-01-15T17:00:00.5Z", "2025-01-15 17:00:00Z",
        "-025-01-15T17:00:00Z", "2025-01-15T17:00:00ZZ"}) {
    EXPECT_FALSE(parse_iso8601(text)) << text;
  }
}

}  // namespace
}  // namespace chefs::producer
