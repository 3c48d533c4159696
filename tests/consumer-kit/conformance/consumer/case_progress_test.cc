#include "consumer-kit/conformance/consumer/case_progress.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

TimelineEvent event(EventKind kind, std::uint64_t sequence,
                    std::uint64_t count = 0) {
  TimelineEvent made;
  made.kind = kind;
  made.sequence = sequence;
  made.count = count;
  return made;
}

TEST(CaseProgress, KnowsAMessageByItsNameAndByItsGroup) {
  CaseProgress progress;
  progress.take_published("bulk/1", 1);
  progress.take_published("bulk/2", 2);
  progress.take(event(EventKind::kDelivered, 1, 1));

  EXPECT_TRUE(progress.has_happened(MessageMoment::kDelivered, "bulk/1"));
  EXPECT_FALSE(progress.has_happened(MessageMoment::kDelivered, "bulk/2"));
  EXPECT_FALSE(progress.has_happened(MessageMoment::kDelivered, "bulk"));
  progress.take(event(EventKind::kDelivered, 2, 1));
  EXPECT_TRUE(progress.has_happened(MessageMoment::kDelivered, "bulk"));
}

TEST(CaseProgress, DoesNotTakeWhatIsNotPublishedForDone) {
  const CaseProgress progress;

  EXPECT_FALSE(progress.has_happened(MessageMoment::kAcked, "later"));
}

TEST(CaseProgress, TakesAMessageThatJoinsAGroupLaterIntoAccount) {
  CaseProgress progress;
  progress.take_published("bulk/1", 1);
  progress.take(event(EventKind::kAcked, 1));
  EXPECT_TRUE(progress.has_happened(MessageMoment::kAcked, "bulk"));

  progress.take_published("bulk/2", 2);

  EXPECT_FALSE(progress.has_happened(MessageMoment::kAcked, "bulk"));
}

TEST(CaseProgress, TakesANakForNoAcknowledgement) {
  CaseProgress progress;
  progress.take_published("open", 1);
  for (const AckKind kind : {AckKind::kNak, AckKind::kProgress})
    progress.take(
        event(EventKind::kAcked, 1, static_cast<std::uint64_t>(kind)));

  EXPECT_FALSE(progress.has_happened(MessageMoment::kAcked, "open"));
}

TEST(CaseProgress, KnowsWhenTheProgramLastGotOn) {
  using std::chrono::milliseconds;
  CaseProgress progress;
  const auto take = [&](milliseconds at, EventKind kind,
                        std::uint64_t sequence) {
    TimelineEvent made = event(kind, sequence);
    made.at = at;
    progress.take(made);
  };
  take(milliseconds(10), EventKind::kDelivered, 1);
  EXPECT_EQ(progress.last_work(), milliseconds(0));
  take(milliseconds(20), EventKind::kReported, 1);
  EXPECT_EQ(progress.last_work(), milliseconds(20));
  take(milliseconds(30), EventKind::kAcked, 1);

  // Again, which gets nobody on.
  take(milliseconds(40), EventKind::kReported, 1);
  take(milliseconds(50), EventKind::kAcked, 1);

  EXPECT_EQ(progress.last_work(), milliseconds(30));
}

TEST(CaseProgress, SeesARedeliveryByTheServersCount) {
  CaseProgress progress;
  progress.take_published("open", 1);

  progress.take(event(EventKind::kDelivered, 1, 2));

  EXPECT_TRUE(progress.has_happened(MessageMoment::kRedelivered, "open"));
}

TEST(CaseProgress, HoldsReportsOfSequencesThatNobodyHas) {
  CaseProgress progress;

  progress.take(event(EventKind::kReported, ~std::uint64_t{0}));

  EXPECT_TRUE(progress.is_reporting());
}

TEST(CaseProgress, ForgetsAPullWhenTheProgramStartsAgain) {
  CaseProgress progress;
  TimelineEvent pull = event(EventKind::kAsked, 0);
  pull.text = "$JS.API.CONSUMER.MSG.NEXT.CHEFS.conformance 1";
  progress.take(pull);
  EXPECT_TRUE(progress.has_pulled());

  progress.take(event(EventKind::kStarted, 0));

  EXPECT_FALSE(progress.has_pulled());
}

}  // namespace
}  // namespace chefs::conformance
