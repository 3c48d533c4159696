// Where the reference consumer starts, resumes and filters, and which events it
// notices to have missed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/environment_error.h"
#include "consumer-kit/reference/consumer.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/real_stream.h"
#include "tests/consumer-kit/reference/consumer_under_test.h"
#include "tests/consumer-kit/sample_events.h"

namespace chefs::consumer {
namespace {

using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;
using tests::kDurable;
using tests::kPrivateSubject;
using tests::kPublicSubject;
using tests::options_for;
using tests::read_all;
using tests::RealServer;
using tests::RealStream;
using tests::sequences_of;

class ConsumerDurable : public ::testing::Test {
 protected:
  // With a log of the gaps, as "2..4".
  ConsumerOptions options_with_gaps() {
    auto options = options_for(server_);
    options.on_notice = [this](const Notice& notice) {
      if (notice.kind != NoticeKind::kGap) return;
      gaps_.push_back(std::to_string(notice.gap.first) + ".." +
                      std::to_string(notice.gap.last));
    };
    return options;
  }

  base::NatsLibrary library_;
  RealServer server_;
  RealStream stream_{server_, /*max_msgs=*/5};
  std::vector<std::string> gaps_;
};

TEST_F(ConsumerDurable, ResumesWhereItStoodBefore) {
  stream_.publish_events(3);
  read_all(options_for(server_));
  stream_.publish_events(2);

  const auto seen = read_all(options_for(server_));

  EXPECT_THAT(sequences_of(seen), ElementsAre(4, 5));
}

TEST_F(ConsumerDurable, StartsAnewWhenItIsReplaced) {
  stream_.publish_events(3);
  read_all(options_for(server_));
  auto options = options_for(server_);
  options.existing = WhatExists::kReplace;

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(1, 2, 3));
}

TEST_F(ConsumerDurable, StartsAtASequence) {
  stream_.publish_events(5);
  auto options = options_for(server_);
  options.durable.start = FromSequence{4};

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(4, 5));
}

TEST_F(ConsumerDurable, StartsAtATime) {
  stream_.publish_events(4);
  const auto all = read_all(options_for(server_));
  auto options = options_for(server_);
  options.durable.name = "another";
  options.durable.start = FromTime{all.at(2).stored_at};

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(3, 4));
}

TEST_F(ConsumerDurable, ResumesWithTheSameStart) {
  stream_.publish_events(3);
  auto options = options_for(server_);
  options.durable.start = FromSequence{2};
  read_all(options);
  stream_.publish_events(1);

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(4));
}

TEST_F(ConsumerDurable, IsNotChangedIntoAnother) {
  auto options = options_for(server_);
  options.durable.filters = {"PUBLIC.forms.>"};
  read_all(options);
  options.durable.filters = {"PRIVATE.forms.>"};

  EXPECT_THAT([&] { read_all(options); },
              ThrowsMessage<EnvironmentError>(
                  AllOf(HasSubstr(kDurable), HasSubstr("PUBLIC.forms.>"),
                        HasSubstr("PRIVATE.forms.>"))));
}

TEST_F(ConsumerDurable, FiltersBySubject) {
  stream_.publish_events(1, kPublicSubject);
  stream_.publish_events(1, kPrivateSubject);
  stream_.publish_events(1, kPublicSubject);
  auto options = options_for(server_);
  options.durable.filters = {"PUBLIC.forms.submission.*.*"};

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(1, 3));
}

TEST_F(ConsumerDurable, TakesSeveralFiltersOrSaysThatTheServerIsTooOld) {
  stream_.publish_events(1, kPublicSubject);
  stream_.publish_events(1, kPrivateSubject);
  stream_.publish_events(1, "PUBLIC.forms.schema.published.x");
  auto options = options_for(server_);
  options.durable.filters = {"PUBLIC.forms.schema.>",
                             "PRIVATE.forms.submission.>"};

  if (server_.is_at_least(2, 10)) {
    EXPECT_THAT(sequences_of(read_all(options)), ElementsAre(2, 3));
  } else {
    EXPECT_THAT([&] { read_all(options); },
                ThrowsMessage<EnvironmentError>(HasSubstr("2.10")));
    EXPECT_TRUE(stream_.consumer_info(kDurable).is_null());
  }
}

TEST_F(ConsumerDurable, TellsWhatWasDiscardedWhileItWasAway) {
  stream_.publish_events(2);
  read_all(options_with_gaps());
  stream_.publish_events(8);

  const auto seen = read_all(options_with_gaps());

  EXPECT_THAT(sequences_of(seen), ElementsAre(6, 7, 8, 9, 10));
  EXPECT_THAT(gaps_, ElementsAre("3..5"));
}

TEST_F(ConsumerDurable, TellsWhatWasDiscardedWhileItWorked) {
  stream_.publish_events(2);
  auto options = options_with_gaps();
  options.batch = 1;
  Consumer consumer(options);

  consumer.run(
      [&](const Delivery& delivery, const EventResult&) {
        if (delivery.sequence() == 1) stream_.publish_events(8);
        return SinkAnswer::kDone;
      },
      {.when_idle = WhenIdle::kStop}, {});

  EXPECT_THAT(gaps_, ElementsAre("2..5"));
}

TEST_F(ConsumerDurable, TellsWhatWasDiscardedEvenWithAFilter) {
  stream_.publish_events(2, kPublicSubject);
  auto options = options_with_gaps();
  options.durable.filters = {"PUBLIC.forms.>"};
  read_all(options);
  stream_.publish_events(4, kPublicSubject);
  stream_.publish_events(4, kPrivateSubject);

  read_all(options);

  EXPECT_THAT(gaps_, ElementsAre("3..5"));
}

TEST_F(ConsumerDurable, SeesNoGapInWhatItsFilterLeavesOut) {
  stream_.publish_events(1, kPublicSubject);
  stream_.publish_events(3, kPrivateSubject);
  stream_.publish_events(1, kPublicSubject);
  auto options = options_with_gaps();
  options.durable.filters = {"PUBLIC.forms.>"};

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(1, 5));
  EXPECT_THAT(gaps_, IsEmpty());
}

TEST_F(ConsumerDurable, TellsThatItsStartIsGone) {
  stream_.publish_events(8);
  auto options = options_with_gaps();
  options.durable.start = FromSequence{2};

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(4, 5, 6, 7, 8));
  EXPECT_THAT(gaps_, ElementsAre("2..3"));
}

TEST_F(ConsumerDurable, TellsWhatWasGoneBeforeItWasMade) {
  stream_.publish_events(8);

  const auto seen = read_all(options_with_gaps());

  EXPECT_THAT(sequences_of(seen), ElementsAre(4, 5, 6, 7, 8));
  EXPECT_THAT(gaps_, ElementsAre("1..3"));
}

TEST_F(ConsumerDurable, MissesNothingThatLiesBeforeItsStartInTime) {
  stream_.publish_events(8);
  auto options = options_with_gaps();
  options.durable.start = FromTime{};

  const auto seen = read_all(options);

  EXPECT_THAT(sequences_of(seen), ElementsAre(4, 5, 6, 7, 8));
  EXPECT_THAT(gaps_, IsEmpty());
}

TEST_F(ConsumerDurable, EndsWithAReasonWhenSomebodyDeletesIt) {
  stream_.publish_events(2);
  Consumer consumer(options_for(server_));
  const auto run = [&] {
    consumer.run(
        [&](const Delivery& delivery, const EventResult&) {
          if (delivery.sequence() == 2) stream_.delete_consumer(kDurable);
          return SinkAnswer::kDone;
        },
        {}, {});
  };

  EXPECT_THAT(run, ThrowsMessage<EnvironmentError>(HasSubstr("Deleted")));
}

TEST_F(ConsumerDurable, NamesAStreamThatThereIsNot) {
  auto options = options_for(server_);
  options.link.servers = {server_.nats_url()};
  options.link.nkey = server_.admin();
  options.stream = "OTHER";

  EXPECT_THAT([&] { Consumer consumer(options); },
              ThrowsMessage<EnvironmentError>(HasSubstr("OTHER")));
}

TEST_F(ConsumerDurable, RepeatsTheServersWordsWhenAPermissionIsMissing) {
  auto options = options_for(server_);
  options.stream = "OTHER";

  EXPECT_THAT([&] { Consumer consumer(options); },
              ThrowsMessage<EnvironmentError>(
                  AllOf(HasSubstr("Permissions Violation"),
                        HasSubstr("$JS.API.CONSUMER.INFO.OTHER"))));
}

}  // namespace
}  // namespace chefs::consumer
