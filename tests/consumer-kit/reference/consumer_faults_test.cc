// The reference consumer when the connection or the server fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "base/environment_error.h"
#include "consumer-kit/reference/consumer.h"
#include "contract/random_source.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/real_stream.h"
#include "tests/consumer-kit/reference/consumer_under_test.h"
#include "tests/consumer-kit/sample_events.h"

namespace chefs::consumer {
namespace {

using base::AuthorizationError;
using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::ThrowsMessage;
using tests::EventLog;
using tests::options_for;
using tests::RealServer;
using tests::RealStream;
using namespace std::chrono_literals;

class ConsumerFaults : public ::testing::Test {
 protected:
  ConsumerOptions watched_options() {
    auto options = options_for(server_);
    options.on_notice = [this](const Notice& notice) { notices_.add(notice); };
    return options;
  }
  // Empty if there is none.
  std::string wait_for(NoticeKind kind) {
    const auto notice =
        notices_.wait_for([kind](const Notice& n) { return n.kind == kind; });
    return notice ? notice->text : "";
  }
  void publish(int count) { RealStream(server_).publish_events(count); }

  base::NatsLibrary library_;
  RealServer server_;
  EventLog<Notice> notices_;
  EventLog<std::uint64_t> sequences_;
};

TEST_F(ConsumerFaults, AWrongNkeyIsNamedAndNotTriedAgain) {
  contract::SystemRandom random;
  auto options = watched_options();
  options.link.nkey = contract::UserNkey::create(random);
  options.start_patience = 1h;

  EXPECT_THAT(
      [&] { Consumer consumer(options); },
      ThrowsMessage<AuthorizationError>(AllOf(
          HasSubstr("Authorization Violation"),
          HasSubstr(options.link.nkey->public_key()),
          Not(HasSubstr(std::string(options.link.nkey->seed().reveal()))))));
}

TEST_F(ConsumerFaults, AServerThatIsNotThereIsNamedAtOnce) {
  auto options = watched_options();
  options.link.servers = {tests::url_where_nobody_listens()};

  EXPECT_THAT(
      [&] { Consumer consumer(options); },
      ThrowsMessage<EnvironmentError>(AllOf(HasSubstr(options.link.servers[0]),
                                            HasSubstr("Connection refused"))));
}

TEST_F(ConsumerFaults, AServerThatStartsLaterIsWaitedFor) {
  publish(1);
  server_.kill();
  auto options = watched_options();
  options.start_patience = 1min;
  std::jthread starter([&] {
    wait_for(NoticeKind::kNotConnected);
    server_.start();
  });

  const auto seen = tests::read_all(options);

  EXPECT_EQ(seen.size(), 1u);
}

TEST_F(ConsumerFaults, EndsWhileItWaitsForAServer) {
  server_.kill();
  auto options = watched_options();
  options.start_patience = 1h;
  std::stop_source stop;
  std::jthread stopper([&] {
    wait_for(NoticeKind::kNotConnected);
    stop.request_stop();
  });

  EXPECT_THROW(Consumer(options, stop.get_token()), EnvironmentError);
}

TEST_F(ConsumerFaults, AServerThatIsKilledAndComesBackCostsNoEvent) {
  publish(2);
  Consumer consumer(watched_options());
  std::stop_source stop;
  std::jthread runner([&] {
    consumer.run(
        [&](const Delivery& delivery, const EventResult&) {
          sequences_.add(delivery.sequence());
          return SinkAnswer::kDone;
        },
        {}, stop.get_token());
  });
  ASSERT_TRUE(sequences_.wait_for([](auto s) { return s == 2; }));

  server_.kill();
  EXPECT_THAT(wait_for(NoticeKind::kDisconnected),
              HasSubstr("the connection was lost"));
  server_.start();
  EXPECT_NE(wait_for(NoticeKind::kReconnected), "");
  publish(2);

  EXPECT_TRUE(sequences_.wait_for([](auto s) { return s == 4; }));
  stop.request_stop();
  runner.join();
  EXPECT_THAT(sequences_.all(), ::testing::ElementsAre(1, 2, 3, 4));
}

TEST_F(ConsumerFaults, AServerThatStaysAwayIsGivenUp) {
  auto options = watched_options();
  publish(1);
  options.loss_patience = 500ms;
  Consumer consumer(options);
  const auto run = [&] {
    consumer.run(
        [&](const Delivery&, const EventResult&) {
          server_.kill();
          return SinkAnswer::kDone;
        },
        {}, {});
  };

  EXPECT_THAT(run, ThrowsMessage<EnvironmentError>(
                       AllOf(HasSubstr("did not come back"),
                             HasSubstr("Connection refused"))));
}

TEST_F(ConsumerFaults, AServerOfNatsOverTcpIsReachedToo) {
  publish(2);
  auto options = watched_options();
  options.link.servers = {server_.nats_url()};

  EXPECT_EQ(tests::read_all(options).size(), 2u);
}

TEST_F(ConsumerFaults, ServersOfBothKindsAreRefused) {
  auto options = watched_options();
  options.link.servers = {server_.nats_url(), server_.websocket_url()};

  EXPECT_THROW(Consumer{options}, EnvironmentError);
}

TEST_F(ConsumerFaults, APasswordInAnAddressIsNotRepeated) {
  auto options = watched_options();
  options.link.servers = {"nats://user:hunter2@127.0.0.1:4222"};

  EXPECT_THAT([&] { Consumer consumer(options); },
              ThrowsMessage<EnvironmentError>(Not(HasSubstr("hunter2"))));
}

TEST_F(ConsumerFaults, AnotherServerOfAClusterIsTakenWhenOneIsGone) {
  publish(1);
  auto options = watched_options();
  options.link.servers = {tests::url_where_nobody_listens(),
                          server_.websocket_url()};

  EXPECT_EQ(tests::read_all(options).size(), 1u);
}

}  // namespace
}  // namespace chefs::consumer
