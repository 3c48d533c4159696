#include "consumer-kit/reference/recent_sequences.h"

#include <gtest/gtest.h>

namespace chefs::consumer {
namespace {

TEST(RecentSequences, ForgetsTheOldestBeyondItsCapacity) {
  RecentSequences recent(2);
  recent.add(1);
  recent.add(2);
  recent.add(2);

  recent.add(3);

  EXPECT_FALSE(recent.contains(1));
  EXPECT_TRUE(recent.contains(2));
  EXPECT_TRUE(recent.contains(3));
}

}  // namespace
}  // namespace chefs::consumer
