#include "producer/event/message.h"

#include <gtest/gtest.h>

namespace chefs::producer {
namespace {

TEST(MessageList, GivesEmptyMessagesAgainOnceItIsCleared) {
  MessageList list;
  list.add() = {.subject = "PRIVATE.forms.x",
                .bytes = "{}",
                .kind = MessageKind::kSealed,
                .number = 7,
                .turn = 3};
  list.clear();
  EXPECT_TRUE(list.is_empty());

  const OutgoingMessage& again = list.add();

  EXPECT_EQ(list.size(), 1U);
  EXPECT_EQ(again.subject, "");
  EXPECT_EQ(again.bytes, "");
  EXPECT_EQ(again.kind, MessageKind::kPublic);
  EXPECT_EQ(again.number, 0U);
  EXPECT_EQ(again.turn, 0U);
}

TEST(MessageList, UsesTheRoomOfASmallMessageAgainAndGivesBackThatOfALargeOne) {
  MessageList list;
  list.add().bytes.assign(1'000, 'x');
  list.add().bytes.assign(1'000'000, 'x');
  const char* const room = list.all().front().bytes.data();
  list.clear();

  list.add();
  list.add();

  EXPECT_EQ(list.all().front().bytes.data(), room);
  EXPECT_LT(list.all().back().bytes.capacity(), 10'000U);
}

}  // namespace
}  // namespace chefs::producer
