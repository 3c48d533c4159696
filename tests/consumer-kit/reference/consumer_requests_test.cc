// What the reference consumer asks of the server, and when: seen by somebody
// who subscribed to the requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

#include "consumer-kit/reference/consumer.h"
#include "contract/json.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/real_stream.h"
#include "tests/consumer-kit/reference/consumer_under_test.h"
#include "tests/consumer-kit/sample_events.h"

namespace chefs::consumer {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Le;
using tests::accept;
using tests::options_for;
using tests::RealServer;
using tests::RealStream;
using namespace std::chrono_literals;

class ConsumerRequests : public ::testing::Test {
 protected:
  // How many messages the next request is for; 0 if none comes.
  int wait_for_request(std::chrono::milliseconds patience) {
    natsMsg* raw = nullptr;
    if (natsSubscription_NextMsg(&raw, requests_.get(), patience.count()) !=
        NATS_OK) {
      return 0;
    }
    const base::MessageHandle message(raw);
    const std::string_view text(
        natsMsg_GetData(raw),
        static_cast<std::size_t>(natsMsg_GetDataLength(raw)));
    return contract::Json::parse(text).at("batch").get<int>();
  }
  std::vector<int> requests() {
    base::check(natsConnection_Flush(stream_.connection()), "flush");
    std::vector<int> batches;
    while (const int batch = wait_for_request(1ms)) batches.push_back(batch);
    return batches;
  }

  base::NatsLibrary library_;
  RealServer server_;
  RealStream stream_{server_};
  base::NatsSubscription requests_ = stream_.watch_requests();
};

TEST_F(ConsumerRequests, AskForMoreWhileTheLastEventsAreWorkedOn) {
  stream_.publish_events(4);
  auto options = options_for(server_);
  options.batch = 4;
  std::vector<int> seen_before_the_fourth;
  Consumer consumer(options);

  consumer.run(
      [&](const Delivery& delivery, const EventResult&) {
        if (delivery.sequence() == 4) {
          seen_before_the_fourth = {wait_for_request(10s),
                                    wait_for_request(10s)};
        }
        return SinkAnswer::kDone;
      },
      {.when_idle = WhenIdle::kStop}, {});

  EXPECT_THAT(seen_before_the_fourth, ElementsAre(4, Le(3)));
  EXPECT_GT(seen_before_the_fourth.back(), 0);
}

TEST_F(ConsumerRequests, AskForNoMoreThanIsToBeRead) {
  stream_.publish_events(20);
  auto options = options_for(server_);
  options.batch = 4;
  Consumer consumer(options);

  consumer.run(accept, {.max_events = 10}, {});

  const auto batches = requests();
  EXPECT_EQ(std::accumulate(batches.begin(), batches.end(), 0), 10);
}

// By what was asked for and not acknowledged yet: the server takes an
// acknowledgement in a while after a request that came later.
TEST_F(ConsumerRequests, KeepNoMoreThanABatchInHand) {
  stream_.publish_events(40);
  auto options = options_for(server_);
  options.batch = 8;
  int asked = 0;
  int acknowledged = 0;
  std::vector<int> in_hand;
  Consumer consumer(options);

  consumer.run(
      [&](const Delivery&, const EventResult&) {
        for (const int batch : requests()) asked += batch;
        in_hand.push_back(asked - acknowledged++);
        return SinkAnswer::kDone;
      },
      {.when_idle = WhenIdle::kStop}, {});

  EXPECT_EQ(in_hand.size(), 40u);
  EXPECT_THAT(in_hand, Each(Le(8)));
  EXPECT_THAT(in_hand, Contains(8));
}

// Those that were made while events flowed end; one is left.
TEST_F(ConsumerRequests, ComeToOneWhenNothingFlows) {
  stream_.publish_events(8);
  auto options = options_for(server_);
  options.batch = 4;
  options.pull_times = {.expires = 300ms, .heartbeat = 100ms};
  Consumer consumer(options);

  consumer.run(accept, {.deadline = std::chrono::steady_clock::now() + 2s}, {});

  const auto batches = requests();
  ASSERT_GE(batches.size(), 3u);
  EXPECT_EQ(batches.back(), 4);
  EXPECT_EQ(batches[batches.size() - 2], 4);
  // Two seconds of 300 ms, and those of the events.
  EXPECT_LE(batches.size(), 7u + 8u / 2u + 1u);
}

}  // namespace
}  // namespace chefs::consumer
