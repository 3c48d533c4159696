#include "producer/publish/publish_window.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::producer {
namespace {

using std::chrono::seconds;
using Time = PublishWindow::Time;

constexpr Time kStart{};

PublishResult message(std::uint64_t number, std::string subject = "a") {
  PublishResult result;
  result.number = number;
  result.subject = std::move(subject);
  return result;
}

PublishAck stored(std::uint64_t sequence) {
  return {.is_stored = true, .sequence = sequence, .js_code = 0, .text = {}};
}

std::vector<std::string> outcomes(PublishWindow& window) {
  std::vector<PublishResult> finished;
  window.take_finished(finished);
  std::vector<std::string> told;
  for (const PublishResult& result : finished) {
    told.push_back(std::to_string(result.number) + " " +
                   std::string(to_string(result.outcome)));
  }
  return told;
}

TEST(PublishWindow, HandsResultsOutInTheOrderOfSending) {
  PublishWindow window(4);
  const auto first = window.add(message(1), kStart);
  const auto second = window.add(message(2), kStart);

  window.answer(second, stored(8));
  EXPECT_THAT(outcomes(window), testing::IsEmpty());
  window.answer(first, stored(7));

  EXPECT_THAT(outcomes(window), testing::ElementsAre("1 stored", "2 stored"));
  EXPECT_TRUE(window.is_empty());
}

TEST(PublishWindow, IsFullAtItsCapacity) {
  PublishWindow window(2);
  const auto first = window.add(message(1), kStart);
  EXPECT_FALSE(window.is_full());
  window.add(message(2), kStart);
  EXPECT_TRUE(window.is_full());

  window.answer(first, stored(1));
  outcomes(window);

  EXPECT_FALSE(window.is_full());
}

TEST(PublishWindow, IgnoresAnswersToNobody) {
  PublishWindow window(2);
  const auto ticket = window.add(message(1), kStart);
  window.answer(ticket, stored(5));
  window.answer(ticket, {.is_stored = false, .js_code = 1, .text = "late"});
  window.answer(ticket + 1, stored(6));

  EXPECT_THAT(outcomes(window), testing::ElementsAre("1 stored"));
  window.answer(ticket, stored(9));
  EXPECT_EQ(window.unanswered(), 0U);
}

TEST(PublishWindow, ExpiresWhatWaitsTooLongAndNothingElse) {
  PublishWindow window(3);
  window.add(message(1), kStart + seconds(1));
  window.add(message(2), kStart + seconds(2));

  window.expire(kStart + seconds(1));

  EXPECT_THAT(outcomes(window), testing::ElementsAre("1 unacknowledged"));
  EXPECT_EQ(window.next_deadline(), kStart + seconds(2));
}

TEST(PublishWindow, ShortensTheWaitOfWhatWentOverALostConnection) {
  PublishWindow window(3);
  window.add(message(1), kStart + seconds(10));
  window.connection_was_lost("the connection broke");
  window.connection_is_back(kStart + seconds(1));
  window.add(message(2), kStart + seconds(11));

  window.expire(kStart + seconds(1));

  std::vector<PublishResult> finished;
  window.take_finished(finished);
  ASSERT_EQ(finished.size(), 1U);
  EXPECT_EQ(finished[0].text, "the connection broke");
}

TEST(PublishWindow, RefusesEachMessageOfASubject) {
  PublishWindow window(3);
  window.add(message(1, "allowed"), kStart);
  window.add(message(2, "forbidden"), kStart);
  window.add(message(3, "forbidden"), kStart);

  window.refuse_subject("forbidden", "Permissions Violation");
  window.fail_all(PublishOutcome::kUnacknowledged, "gone");

  EXPECT_THAT(outcomes(window), testing::ElementsAre("1 unacknowledged",
                                                     "2 refused", "3 refused"));
}

TEST(PublishAckText, IsReadAsJetStreamWritesIt) {
  const PublishAck ack = read_publish_ack(R"({"stream":"CHEFS","seq":12})");
  const PublishAck refusal = read_publish_ack(
      R"({"type":"x","error":{"code":400,"err_code":10054,)"
      R"("description":"message size exceeds maximum allowed"},)"
      R"("stream":"CHEFS","seq":0})");
  const PublishAck garbage = read_publish_ack("+OK");

  EXPECT_TRUE(ack.is_stored);
  EXPECT_EQ(ack.sequence, 12U);
  EXPECT_FALSE(refusal.is_stored);
  EXPECT_EQ(refusal.js_code, 10054);
  EXPECT_EQ(refusal.text, "message size exceeds maximum allowed");
  EXPECT_FALSE(garbage.is_stored);
  EXPECT_THAT(garbage.text, testing::HasSubstr("no JetStream"));
}

}  // namespace
}  // namespace chefs::producer
