#include "producer/publish/player.h"

#include <gtest/gtest.h>

namespace chefs::producer {
namespace {

using std::chrono::milliseconds;
using Time = Pacer::Time;

constexpr Time kStart{std::chrono::hours(1)};

TEST(Pacer, SpreadsTurnsEvenly) {
  Pacer pacer(100, kStart);

  EXPECT_EQ(pacer.next(kStart), kStart);
  EXPECT_EQ(pacer.next(kStart), kStart + milliseconds(10));
  EXPECT_EQ(pacer.next(kStart), kStart + milliseconds(20));
}

TEST(Pacer, LetsALateCallerCatchUpTenMilliseconds) {
  Pacer pacer(1'000, kStart);
  const Time late = kStart + milliseconds(500);

  EXPECT_EQ(pacer.next(late), late - milliseconds(10));
  EXPECT_EQ(pacer.next(late), late - milliseconds(9));
}

TEST(Pacer, TakesRatesBelowOneASecond) {
  Pacer pacer(0.5, kStart);
  pacer.next(kStart);

  EXPECT_EQ(pacer.next(kStart), kStart + milliseconds(2'000));
}

}  // namespace
}  // namespace chefs::producer
