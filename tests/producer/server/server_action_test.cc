#include "producer/server/server_action.h"

#include <gtest/gtest.h>

namespace chefs::producer {
namespace {

TEST(ServerAction, IsFinalInAStepAndMadeGoodAsAFault) {
  EXPECT_EQ(find_server_action("kill", ActionWords::kOfSteps),
            ServerAction::kKill);
  EXPECT_EQ(find_server_action("kill", ActionWords::kOfFaults),
            ServerAction::kKillAndStart);
}

TEST(ServerAction, HasTheWordsOfThePages) {
  EXPECT_EQ(known_server_actions(ActionWords::kOfSteps),
            "stop, start, kill, restart, lame-duck, stop-leader, "
            "delete-durable, purge-stream, revoke-login, revoke-publishing, "
            "restore-access");
  EXPECT_EQ(known_server_actions(ActionWords::kOfFaults),
            "restart, kill, lame-duck, stop-leader");
}

TEST(ServerAction, IsNotFoundByAWordOfNoneOrOfTheOthers) {
  EXPECT_FALSE(find_server_action("", ActionWords::kOfSteps));
  EXPECT_FALSE(find_server_action("", ActionWords::kOfFaults));
  EXPECT_FALSE(find_server_action("Kill", ActionWords::kOfSteps));
  EXPECT_FALSE(find_server_action("stop", ActionWords::kOfFaults));
}

TEST(ServerAction, IsFoundByItsOwnWord) {
  EXPECT_EQ(step_word(ServerAction::kStopLeader), "stop-leader");
  EXPECT_EQ(step_word(ServerAction::kStart), "start");
}

}  // namespace
}  // namespace chefs::producer
