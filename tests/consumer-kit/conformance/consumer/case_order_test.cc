// In which order cases are begun.
#include "consumer-kit/conformance/consumer/case_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;

ConsumerCase waiting(seconds within) {
  ConsumerCase asked;
  asked.steps = {PublishStep{}, StartStep{}, AwaitStep{.within = within}};
  return asked;
}

TEST(CaseOrder, BeginsWithThoseThatMayTakeLongest) {
  const std::vector<ConsumerCase> cases = {
      waiting(seconds(5)), waiting(seconds(60)), waiting(seconds(15))};

  EXPECT_THAT(order_to_begin(cases, 0), ElementsAre(1, 2, 0));
}

TEST(CaseOrder, PutsTheShortestInFrontAndLeavesEqualsAsTheyStand) {
  const std::vector<ConsumerCase> cases = {
      waiting(seconds(15)), waiting(seconds(60)), waiting(seconds(5)),
      waiting(seconds(15)), waiting(seconds(15))};

  EXPECT_THAT(order_to_begin(cases, 2), ElementsAre(2, 0, 1, 3, 4));
  EXPECT_THAT(order_to_begin(cases, 9), ElementsAre(2, 0, 3, 4, 1));
}

TEST(CaseOrder, AddsUpWhatACaseWaitsFor) {
  ConsumerCase asked = waiting(seconds(5));
  asked.steps.push_back(ObserveStep{.name = "rest", .span = seconds(3)});
  asked.steps.push_back(AwaitStep{.within = seconds(2)});

  EXPECT_EQ(longest_time(asked), seconds(10));
}

}  // namespace
}  // namespace chefs::conformance
