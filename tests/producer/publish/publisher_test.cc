// The publisher against a real nats-server: what is stored, what is refused,
// what a broken connection does.
#include "producer/publish/publisher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/environment_error.h"
#include "base/nats_connection.h"
#include "contract/stream_limits.h"
#include "producer/server/broker.h"
#include "tests/producer/publish/public_stream.h"

namespace chefs::producer {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr const char* kSubject = "PUBLIC.forms.submission.created.f";

class PublisherTest : public testing::Test {
 protected:
  explicit PublisherTest(BrokerOptions options = {})
      : broker_(options, random_, std::chrono::system_clock::now(),
                [](const Broker&) {}) {}

  PublisherOptions options() {
    return {
        .url = broker_.address().nats_url,
        .nkey = broker_.accounts().producer,
        .on_result = [this](const PublishResult& r) { results_.push_back(r); },
        .on_notice =
            [this](const std::string& notice) {
              notices_.push_back(notice);
              if (on_notice_) on_notice_(notice);
            }};
  }

  OutgoingMessage message(std::size_t bytes = 100,
                          std::string subject = kSubject) {
    return {.subject = std::move(subject),
            .bytes = std::string(bytes, 'x'),
            .kind = MessageKind::kRaw,
            .number = next_number_++};
  }

  int count(PublishOutcome outcome) const {
    return static_cast<int>(
        std::count_if(results_.begin(), results_.end(),
                      [&](const auto& r) { return r.outcome == outcome; }));
  }

  contract::SystemRandom random_;
  Broker broker_;
  std::uint64_t next_number_ = 1;
  std::vector<PublishResult> results_;
  std::vector<std::string> notices_;
  std::function<void(const std::string&)> on_notice_;
};

TEST_F(PublisherTest, HasEachMessageStoredInOrder) {
  PublisherOptions wanted = options();
  wanted.max_in_flight = 50;
  Publisher publisher(wanted);

  for (int i = 0; i < 1'000; ++i) publisher.publish(message());
  publisher.finish();

  ASSERT_EQ(results_.size(), 1'000U);
  for (std::size_t i = 0; i < results_.size(); ++i) {
    ASSERT_EQ(results_[i].outcome, PublishOutcome::kStored);
    ASSERT_EQ(results_[i].number, i + 1);
    ASSERT_EQ(results_[i].sequence, i + 1);
  }
  EXPECT_THAT(notices_, testing::IsEmpty());
}

TEST_F(PublisherTest, TellsThatJetStreamRefusedAMessageAboveItsLimit) {
  Publisher publisher(options());
  const auto limit =
      static_cast<std::size_t>(contract::kDeployedLimits.max_msg_size_bytes);

  publisher.publish(message(limit));
  publisher.publish(message(limit + 1));
  publisher.publish(message());
  publisher.finish();

  ASSERT_EQ(results_.size(), 3U);
  EXPECT_EQ(results_[0].outcome, PublishOutcome::kStored);
  EXPECT_EQ(results_[1].outcome, PublishOutcome::kRefused);
  EXPECT_EQ(results_[1].js_code, 10'054);
  EXPECT_THAT(describe(results_[1]),
              HasSubstr("message 2, PUBLIC.forms.submission.created.f, 966368 "
                        "bytes: JetStream refused it: message size exceeds "
                        "maximum allowed (10054)"));
  EXPECT_EQ(results_[2].sequence, 2U);
}

TEST_F(PublisherTest, GoesOnAfterTheServerDroppedAConnectionForItsSize) {
  Publisher publisher(options());

  publisher.publish(message());
  publisher.publish(message(1'048'577));
  publisher.publish(message(3'000'000));
  publisher.publish(message());
  publisher.finish();

  ASSERT_EQ(results_.size(), 4U);
  EXPECT_EQ(results_[0].outcome, PublishOutcome::kStored);
  for (const std::size_t i : {1U, 2U}) {
    EXPECT_EQ(results_[i].outcome, PublishOutcome::kDropped);
    EXPECT_THAT(describe(results_[i]),
                HasSubstr("the server dropped the connection: Maximum Payload "
                          "Violation"));
  }
  EXPECT_EQ(results_[3].outcome, PublishOutcome::kStored);
  EXPECT_EQ(results_[3].sequence, 2U);
  EXPECT_THAT(notices_, testing::Contains(HasSubstr("dropped")));
}

TEST_F(PublisherTest, TellsWhichSubjectMayNotBePublished) {
  Publisher publisher(options());

  publisher.publish(message());
  publisher.publish(message(100, "PUBLIC.other.x"));
  publisher.finish();

  EXPECT_EQ(results_[0].outcome, PublishOutcome::kStored);
  EXPECT_EQ(results_[1].outcome, PublishOutcome::kRefused);
  EXPECT_THAT(results_[1].text, HasSubstr("Permissions Violation"));
}

TEST_F(PublisherTest, TellsThatNoStreamTakesASubject) {
  {
    const base::NatsConnection connection(
        {.url = broker_.address().nats_url,
         .nkey = broker_.accounts().producer});
    js_DeleteStream(connection.jetstream().get(), "CHEFS", nullptr, nullptr);
  }
  Publisher publisher(options());

  publisher.publish(message());
  publisher.finish();

  EXPECT_EQ(results_[0].outcome, PublishOutcome::kRefused);
  EXPECT_THAT(results_[0].text, HasSubstr("no stream takes this subject"));
}

// Those that the stream takes are answered after those that nobody does.
TEST_F(PublisherTest, TellsTheMessagesThatNoStreamTakesFromTheOthers) {
  {
    const base::NatsConnection connection(
        {.url = broker_.address().nats_url, .nkey = broker_.accounts().admin});
    const auto js = connection.jetstream();
    js_DeleteStream(js.get(), "CHEFS", nullptr, nullptr);
    ASSERT_EQ(tests::add_public_stream(js.get()), NATS_OK);
  }
  PublisherOptions wanted = options();
  wanted.max_in_flight = 20;
  Publisher publisher(wanted);

  std::vector<OutgoingMessage> messages;
  for (int i = 0; i < 300; ++i) {
    messages.push_back(message(
        100, i % 3 == 0 ? "PRIVATE.forms.submission.created.f" : kSubject));
  }
  publisher.publish(messages);
  publisher.finish();

  ASSERT_EQ(results_.size(), 300U);
  for (std::size_t i = 0; i < results_.size(); ++i) {
    ASSERT_EQ(results_[i].outcome,
              i % 3 == 0 ? PublishOutcome::kRefused : PublishOutcome::kStored)
        << i << ": " << describe(results_[i]);
  }
}

TEST_F(PublisherTest, ReportsWhatARestartCutOffAndPublishesTheRest) {
  PublisherOptions wanted = options();
  wanted.max_in_flight = 20;
  on_notice_ = [this](const std::string& notice) {
    if (notice.find("lost") != std::string::npos) {
      broker_.server().start_again();
    }
  };
  Publisher publisher(wanted);

  for (int i = 0; i < 100; ++i) publisher.publish(message());
  broker_.server().kill();
  for (int i = 0; i < 100; ++i) publisher.publish(message());
  publisher.finish();

  EXPECT_EQ(results_.size(), 200U);
  EXPECT_EQ(
      count(PublishOutcome::kStored) + count(PublishOutcome::kUnacknowledged),
      200);
  EXPECT_GE(count(PublishOutcome::kStored), 200 - 2 * 20);
  EXPECT_EQ(results_.back().outcome, PublishOutcome::kStored);
  EXPECT_THAT(notices_, testing::Contains("reconnected"));
  EXPECT_FALSE(publisher.is_gone());
}

TEST_F(PublisherTest, GivesUpOnAServerThatStaysAway) {
  PublisherOptions wanted = options();
  wanted.max_in_flight = 20;
  wanted.reconnect_timeout = milliseconds(300);
  Publisher publisher(wanted);
  publisher.publish(message());

  broker_.server().kill();
  for (int i = 0; i < 200 && !publisher.is_gone(); ++i) {
    publisher.publish(message());
  }
  publisher.publish(message());
  publisher.finish();

  EXPECT_TRUE(publisher.is_gone());
  EXPECT_EQ(results_.size(), next_number_ - 1);
  EXPECT_EQ(results_.back().outcome, PublishOutcome::kNotSent);
  EXPECT_THAT(results_.back().text,
              HasSubstr("has been unreachable for 300 ms"));
}

TEST_F(PublisherTest, StopsWaitingWhenAskedTo) {
  Publisher publisher(options());
  std::stop_source stop;
  publisher.publish(message());
  stop.request_stop();

  publisher.wait_until(std::chrono::steady_clock::now() + std::chrono::hours(1),
                       stop.get_token());
  publisher.finish();

  EXPECT_EQ(results_.size(), 1U);
}

TEST(PublisherWithoutServer, SaysThatItCannotConnect) {
  EXPECT_THROW(Publisher({.url = "nats://127.0.0.1:1"}),
               base::EnvironmentError);
}

class FullDiskTest : public PublisherTest {
 protected:
  FullDiskTest() : PublisherTest(small_store()) {}

  static BrokerOptions small_store() {
    BrokerOptions options;
    options.max_file_store_bytes = 1'000'000;
    options.limits.max_bytes = -1;
    return options;
  }
};

TEST_F(FullDiskTest, ShowsJetStreamsOwnError) {
  Publisher publisher(options());

  for (int i = 0; i < 30; ++i) publisher.publish(message(100'000));
  publisher.finish();

  EXPECT_EQ(results_.size(), 30U);
  EXPECT_EQ(results_.back().outcome, PublishOutcome::kRefused);
  EXPECT_THAT(results_.back().text, HasSubstr("insufficient"));
  EXPECT_GT(results_.back().js_code, 0);
}

}  // namespace
}  // namespace chefs::producer
