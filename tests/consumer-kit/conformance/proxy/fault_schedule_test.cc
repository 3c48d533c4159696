#include "consumer-kit/conformance/proxy/fault_schedule.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

Fault at(FaultMoment moment, std::uint64_t nth, std::uint32_t connection = 0) {
  return {.when = {.moment = moment, .nth = nth, .connection = connection}};
}

TEST(FaultSchedule, CountsOverAllConnections) {
  FaultSchedule schedule({at(FaultMoment::kDelivery, 3)});

  EXPECT_TRUE(schedule.count(FaultMoment::kDelivery, 1).empty());
  EXPECT_TRUE(schedule.count(FaultMoment::kAck, 1).empty());
  EXPECT_TRUE(schedule.count(FaultMoment::kDelivery, 2).empty());
  EXPECT_TRUE(schedule.has_more());
  EXPECT_EQ(schedule.count(FaultMoment::kDelivery, 1).size(), 1u);
  EXPECT_FALSE(schedule.has_more());
  EXPECT_TRUE(schedule.count(FaultMoment::kDelivery, 1).empty());
}

TEST(FaultSchedule, CountsOnTheConnectionThatIsNamed) {
  FaultSchedule schedule({at(FaultMoment::kDelivery, 2, 2)});

  EXPECT_TRUE(schedule.count(FaultMoment::kDelivery, 1).empty());
  EXPECT_TRUE(schedule.count(FaultMoment::kDelivery, 1).empty());
  EXPECT_TRUE(schedule.count(FaultMoment::kDelivery, 2).empty());
  EXPECT_EQ(schedule.count(FaultMoment::kDelivery, 2).size(), 1u);
}

TEST(FaultSchedule, GivesAllThatStrikeAtOnceInThePlansOrder) {
  Fault refuse = at(FaultMoment::kDelivery, 1);
  refuse.action = FaultAction::kRefuse;
  FaultSchedule schedule({refuse, at(FaultMoment::kDelivery, 1)});

  const auto struck = schedule.count(FaultMoment::kDelivery, 1);

  ASSERT_EQ(struck.size(), 2u);
  EXPECT_EQ(struck[0].action, FaultAction::kRefuse);
  EXPECT_EQ(struck[1].action, FaultAction::kCut);
}

TEST(FaultSchedule, StandsFromTheStartOfEachConnectionItFits) {
  Fault everywhere = at(FaultMoment::kAlways, 1);
  everywhere.action = FaultAction::kDelay;
  Fault on_second = at(FaultMoment::kAlways, 1, 2);
  on_second.action = FaultAction::kChunk;
  const FaultSchedule schedule({everywhere, on_second});

  EXPECT_EQ(schedule.standing(1).size(), 1u);
  EXPECT_EQ(schedule.standing(2).size(), 2u);
}

TEST(FaultSchedule, CountsSilencesOfEachLengthApart) {
  Fault early = at(FaultMoment::kIdle, 1);
  early.when.idle_for = std::chrono::milliseconds(100);
  Fault late = at(FaultMoment::kIdle, 2);
  late.when.idle_for = std::chrono::milliseconds(900);
  FaultSchedule schedule({late, early});

  EXPECT_EQ(schedule.silences(),
            (std::vector{early.when.idle_for, late.when.idle_for}));
  EXPECT_EQ(schedule.count_silence(early.when.idle_for, 1).size(), 1u);
  EXPECT_TRUE(schedule.count_silence(early.when.idle_for, 1).empty());
  EXPECT_TRUE(schedule.count_silence(late.when.idle_for, 1).empty());
  EXPECT_EQ(schedule.count_silence(late.when.idle_for, 2).size(), 1u);
  EXPECT_FALSE(schedule.has_more());
}

TEST(FaultSchedule, BeginsOnceWhatIsAboutAllConnections) {
  Fault refuse = at(FaultMoment::kAlways, 1);
  refuse.action = FaultAction::kRefuse;
  FaultSchedule schedule({refuse});

  EXPECT_EQ(schedule.count(FaultMoment::kOpen, 1).size(), 1u);
  EXPECT_TRUE(schedule.count(FaultMoment::kOpen, 2).empty());
  EXPECT_TRUE(schedule.standing(1).empty());
}

}  // namespace
}  // namespace chefs::conformance
