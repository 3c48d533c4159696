#include "consumer-kit/reference/gap_tracker.h"

#include <gtest/gtest.h>

namespace chefs::consumer {
namespace {

TEST(GapTracker, SeesNoGapInARow) {
  GapTracker tracker(5);

  EXPECT_FALSE(tracker.delivered(5));
  EXPECT_FALSE(tracker.delivered(6));
}

TEST(GapTracker, TellsWhatLiesBetweenTwoEvents) {
  GapTracker tracker(5);
  tracker.delivered(5);

  const auto gap = tracker.delivered(9);

  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->first, 6u);
  EXPECT_EQ(gap->last, 8u);
  EXPECT_FALSE(tracker.delivered(10));
}

TEST(GapTracker, SeesNoGapInAnEventThatIsDeliveredAgain) {
  GapTracker tracker(5);
  tracker.delivered(5);
  tracker.delivered(6);

  EXPECT_FALSE(tracker.delivered(5));
  EXPECT_FALSE(tracker.delivered(7));
}

TEST(GapTracker, TellsWhatTheStreamHasDropped) {
  GapTracker tracker(5);

  const auto gap = tracker.stream_begins_at(8);

  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->first, 5u);
  EXPECT_EQ(gap->last, 7u);
  EXPECT_FALSE(tracker.stream_begins_at(8));
}

TEST(GapTracker, SeesNoGapInWhatWasDeliveredBefore) {
  GapTracker tracker(5);
  tracker.skip_past(9);

  EXPECT_FALSE(tracker.is_jump(10));
  EXPECT_FALSE(tracker.stream_begins_at(7));
  EXPECT_FALSE(tracker.delivered(10));
}

}  // namespace
}  // namespace chefs::consumer
