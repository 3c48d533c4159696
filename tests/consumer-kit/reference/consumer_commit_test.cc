// What a commit means to the reference consumer: its events are acknowledged
// after it, and none of them without it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <stop_token>
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

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::accept;
using tests::kDurable;
using tests::kPrivateSubject;
using tests::options_for;
using tests::read_all;
using tests::RealServer;
using tests::RealStream;
using tests::sequences_of;

constexpr RunLimits kUntilIdle = {.when_idle = WhenIdle::kStop};

class ConsumerCommit : public ::testing::Test {
 protected:
  base::NatsLibrary library_;
  RealServer server_;
  RealStream stream_{server_};
};

TEST_F(ConsumerCommit, ComesBeforeTheAcknowledgements) {
  stream_.publish_events(3);
  std::uint64_t given = 0;
  std::uint64_t committed = 0;
  std::vector<bool> is_floor_committed;
  Consumer consumer(options_for(server_));

  consumer.run(
      [&](const Delivery&, const EventResult&) {
        ++given;
        is_floor_committed.push_back(stream_.ack_floor(kDurable) <= committed);
        return SinkAnswer::kDone;
      },
      [&] {
        is_floor_committed.push_back(stream_.ack_floor(kDurable) <= committed);
        committed = given;
      },
      kUntilIdle, {});

  EXPECT_THAT(is_floor_committed, Each(true));
  EXPECT_EQ(committed, 3u);
  EXPECT_EQ(stream_.ack_floor(kDurable), 3u);
}

TEST_F(ConsumerCommit, ThatFailsLeavesItsEventsToTheNextRun) {
  stream_.publish_events(3);
  const auto run = [&] {
    Consumer(options_for(server_))
        .run(accept, [] { throw std::runtime_error("disk full"); }, kUntilIdle,
             {});
  };

  EXPECT_THROW(run(), std::runtime_error);
  EXPECT_EQ(stream_.ack_floor(kDurable), 0u);
  EXPECT_THAT(sequences_of(read_all(options_for(server_))),
              ElementsAre(1, 2, 3));
}

TEST_F(ConsumerCommit, IsMadeOfWhatWasDoneBeforeAStop) {
  stream_.publish_events(5);
  std::stop_source stop;
  Consumer consumer(options_for(server_));

  consumer.run(
      [&](const Delivery& delivery, const EventResult&) {
        if (delivery.sequence() == 2) stop.request_stop();
        return SinkAnswer::kDone;
      },
      [] {}, {}, stop.get_token());

  EXPECT_EQ(stream_.ack_floor(kDurable), 2u);
  EXPECT_THAT(sequences_of(read_all(options_for(server_))),
              ElementsAre(3, 4, 5));
}

// A download may take its time, and whoever reads along must not wait for it.
TEST_F(ConsumerCommit, IsMadeBeforeADownload) {
  std::atomic<std::uint64_t> committed = 0;
  std::atomic<std::uint64_t> committed_at_download = 0;
  tests::FakeServer api([&](tests::Socket& socket) {
    socket.read_until("\r\n\r\n");
    committed_at_download = committed.load();
    socket.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  });
  auto options = options_for(server_);
  options.recovery = RecoveryOptions{.api_url = api.url("http")};
  options.recovery->api_keys.set_for_all(contract::Secret("api key"));
  stream_.publish_events(2);
  stream_.publish(kPrivateSubject, tests::oversize_event());
  std::uint64_t given = 0;
  Consumer consumer(options);

  consumer.run(
      [&](const Delivery&, const EventResult&) {
        ++given;
        return SinkAnswer::kDone;
      },
      [&] { committed = given; }, kUntilIdle, {});

  EXPECT_EQ(committed_at_download, 2u);
  EXPECT_EQ(committed, 3u);
}

TEST_F(ConsumerCommit, IsNotMadeOfNothing) {
  std::vector<std::uint64_t> commits;
  Consumer consumer(options_for(server_));

  consumer.run(accept, [&] { commits.push_back(0); }, kUntilIdle, {});

  EXPECT_THAT(commits, IsEmpty());
}

}  // namespace
}  // namespace chefs::consumer
