// What the reference consumer makes of the events of a real stream.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "consumer-kit/reference/consumer.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/real_stream.h"
#include "tests/consumer-kit/reference/consumer_under_test.h"
#include "tests/consumer-kit/sample_events.h"

namespace chefs::consumer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::kDurable;
using tests::kPrivateSubject;
using tests::kPublicSubject;
using tests::options_for;
using tests::outcomes_of;
using tests::read_all;
using tests::RealServer;
using tests::RealStream;
using tests::sequences_of;

class ConsumerEvents : public ::testing::Test {
 protected:
  base::NatsLibrary library_;
  RealServer server_;
  RealStream stream_{server_};
};

TEST_F(ConsumerEvents, AreReadOverWebSocketAndAcknowledged) {
  stream_.publish(kPrivateSubject, tests::private_event("{\"id\":1}"));
  stream_.publish(kPublicSubject, tests::public_event());

  const auto seen = read_all(options_for(server_));

  EXPECT_THAT(sequences_of(seen), ElementsAre(1, 2));
  EXPECT_EQ(seen[0].subject, kPrivateSubject);
  EXPECT_EQ(seen[0].result.plaintext, "{\"id\":1}");
  EXPECT_EQ(stream_.ack_floor(kDurable), 2u);
}

TEST_F(ConsumerEvents, ThatAreBadDoNotStopLaterOnes) {
  stream_.publish(kPrivateSubject, "not JSON");
  stream_.publish(kPrivateSubject, "");
  stream_.publish(kPrivateSubject, std::string("\0\xff", 2));
  stream_.publish(kPrivateSubject, tests::private_event("a", "another key"));
  stream_.publish(kPublicSubject, tests::public_event("pr-1444"));
  stream_.publish(kPrivateSubject, tests::oversize_event());
  stream_.publish(kPrivateSubject, tests::private_event("good"));

  const auto seen = read_all(options_for(server_));

  EXPECT_THAT(
      outcomes_of(seen),
      ElementsAre(Outcome::kInvalid, Outcome::kInvalid, Outcome::kInvalid,
                  Outcome::kUndecryptable, Outcome::kIgnored,
                  Outcome::kOversize, Outcome::kProcessed));
  EXPECT_EQ(stream_.ack_floor(kDurable), 7u);
}

TEST_F(ConsumerEvents, OfTheLargestSizeAreDecrypted) {
  const std::string plaintext(482'000, 'x');
  stream_.publish(kPrivateSubject, tests::private_event(plaintext));

  const auto seen = read_all(options_for(server_));

  ASSERT_EQ(seen.size(), 1u);
  EXPECT_TRUE(seen[0].result.plaintext == plaintext);
}

TEST_F(ConsumerEvents, OfABacklogAreReadInOrder) {
  std::vector<std::uint64_t> published;
  for (int i = 0; i < 1'000; ++i) {
    published.push_back(stream_.publish(kPublicSubject, tests::public_event()));
  }

  const auto seen = read_all(options_for(server_));

  EXPECT_EQ(sequences_of(seen), published);
}

TEST_F(ConsumerEvents, ThatWereTooLargeAreDownloaded) {
  const std::string row =
      std::string("{\"id\":\"") + tests::kSubmissionId + "\"}";
  const std::string body = "{\"submission\":" + row + "}";
  tests::FakeServer api([&body](tests::Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n\r\n" + body);
  });
  auto options = options_for(server_);
  options.recovery = RecoveryOptions{.api_url = api.url("http")};
  options.recovery->api_keys.set_for_all(contract::Secret("api key"));
  stream_.publish(kPrivateSubject, tests::oversize_event());

  const auto seen = read_all(options);

  EXPECT_THAT(outcomes_of(seen), ElementsAre(Outcome::kRecovered));
  EXPECT_EQ(seen[0].result.plaintext, row);
}

TEST_F(ConsumerEvents, ThatCannotBeDownloadedKeepTheirIdAndTheReason) {
  auto options = options_for(server_);
  options.recovery =
      RecoveryOptions{.api_url = tests::url_where_nobody_listens("http"),
                      .budget = std::chrono::milliseconds(1)};
  options.recovery->api_keys.set_for_all(contract::Secret("api key"));
  stream_.publish(kPrivateSubject, tests::oversize_event());

  const auto seen = read_all(options);

  EXPECT_THAT(outcomes_of(seen), ElementsAre(Outcome::kOversize));
  EXPECT_EQ(seen[0].result.event.submission_id, tests::kSubmissionId);
  EXPECT_THAT(seen[0].result.detail, HasSubstr("Connection refused"));
  EXPECT_TRUE(seen[0].result.can_be_had_later);
}

TEST_F(ConsumerEvents, AreAcknowledgedAfterTheWorkAndNotBefore) {
  stream_.publish(kPublicSubject, tests::public_event());
  std::vector<std::uint64_t> floor_during_work;
  Consumer consumer(options_for(server_));

  consumer.run(
      [&](const Delivery&, const EventResult&) {
        floor_during_work.push_back(stream_.ack_floor(kDurable));
        return SinkAnswer::kDone;
      },
      {.max_events = 1}, {});

  EXPECT_THAT(floor_during_work, ElementsAre(0));
  EXPECT_EQ(stream_.ack_floor(kDurable), 1u);
}

TEST_F(ConsumerEvents, ThatASinkFailsOnAreDeliveredAgainInOrder) {
  for (int i = 0; i < 4; ++i) {
    stream_.publish(kPublicSubject, tests::public_event());
  }
  const auto fail_at_2 = [](const Delivery& delivery, const EventResult&) {
    if (delivery.sequence() == 2) throw std::runtime_error("disk full");
    return SinkAnswer::kDone;
  };
  const auto run = [&] {
    Consumer(options_for(server_)).run(fail_at_2, {}, {});
  };

  EXPECT_THROW(run(), std::runtime_error);
  const auto seen = read_all(options_for(server_));

  EXPECT_THAT(sequences_of(seen), ElementsAre(2, 3, 4));
}

TEST_F(ConsumerEvents, ThatASinkWantsAgainComeAgain) {
  stream_.publish(kPublicSubject, tests::public_event());
  std::vector<std::uint64_t> times;
  Consumer consumer(options_for(server_));

  consumer.run(
      [&](const Delivery& delivery, const EventResult&) {
        times.push_back(delivery.info().delivered_times);
        return times.size() == 1 ? SinkAnswer::kAgain : SinkAnswer::kDone;
      },
      {.max_events = 2}, {});

  EXPECT_THAT(times, ElementsAre(1, 2));
}

TEST_F(ConsumerEvents, AreFinishedOrGivenBackAtAStop) {
  for (int i = 0; i < 5; ++i) {
    stream_.publish(kPublicSubject, tests::public_event());
  }
  std::stop_source stop;
  Consumer consumer(options_for(server_));

  const auto end = consumer.run(
      [&](const Delivery& delivery, const EventResult&) {
        if (delivery.sequence() == 2) stop.request_stop();
        return SinkAnswer::kDone;
      },
      {}, stop.get_token());

  EXPECT_EQ(end, RunEnd::kStopped);
  EXPECT_EQ(stream_.ack_floor(kDurable), 2u);
  EXPECT_THAT(sequences_of(read_all(options_for(server_))),
              ElementsAre(3, 4, 5));
}

// The acknowledgement comes too late: meanwhile the server has sent the event
// again.
TEST_F(ConsumerEvents, ThatAreDeliveredTwiceHaveOneEffect) {
  auto options = options_for(server_);
  options.durable.ack_wait = std::chrono::milliseconds(100);
  stream_.publish(kPublicSubject, tests::public_event());
  stream_.publish(kPublicSubject, tests::public_event());
  std::vector<std::uint64_t> worked_on;
  Consumer consumer(options);

  consumer.run(
      [&](const Delivery& delivery, const EventResult&) {
        worked_on.push_back(delivery.sequence());
        while (worked_on.size() == 1 &&
               stream_.consumer_info(kDurable).at("num_redelivered") == 0) {
        }
        return SinkAnswer::kDone;
      },
      {.when_idle = WhenIdle::kStop}, {});

  EXPECT_THAT(worked_on, ElementsAre(1, 2));
}

TEST_F(ConsumerEvents, AreCountedAndTheRestIsLeft) {
  for (int i = 0; i < 5; ++i) {
    stream_.publish(kPublicSubject, tests::public_event());
  }

  const auto first = read_all(options_for(server_), {.max_events = 2});
  const auto rest = read_all(options_for(server_));

  EXPECT_THAT(sequences_of(first), ElementsAre(1, 2));
  EXPECT_THAT(sequences_of(rest), ElementsAre(3, 4, 5));
}

TEST_F(ConsumerEvents, AreWaitedForWithOneRequest) {
  const auto requests = stream_.watch_requests();
  Consumer consumer(options_for(server_));

  const auto end = consumer.run(
      tests::accept,
      {.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2)},
      {});

  std::uint64_t count = 0;
  natsSubscription_QueuedMsgs(requests.get(), &count);
  EXPECT_EQ(end, RunEnd::kDeadline);
  EXPECT_EQ(count, 1u);
}

TEST_F(ConsumerEvents, AreNoneOnAnEmptyStream) {
  EXPECT_THAT(read_all(options_for(server_)), IsEmpty());
}

}  // namespace
}  // namespace chefs::consumer
