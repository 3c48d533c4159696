// What a timeline holds of 100 000 messages, and that it loses nothing by
// holding it in little room.
#include <gmock/gmock.h>

#include <memory>
#include <string>

#include "consumer-kit/conformance/consumer/timeline_recorder.h"

namespace chefs::conformance {
namespace {

using testing::ElementsAre;

constexpr const char* kSubject = "PRIVATE.forms.submission.created.form-1";

PublishedMessage message(std::uint64_t sequence) {
  return {.name = "bulk/" + std::to_string(sequence),
          .sequence = sequence,
          .submission_id = "submission-" + std::to_string(sequence),
          .plaintext_sha256 = "c0ffee",
          .subject = std::make_shared<const std::string>(kSubject)};
}

// The timeline of a message with that sequence, and of what was reported.
Timeline reported(const Report& report) {
  TimelineRecorder recorder;
  recorder.add_published(recorder.begin(), message(report.sequence));
  recorder.add({.kind = EventKind::kReported,
                .sequence = report.sequence,
                .text = as_text(report)});
  return recorder.take();
}

TEST(TimelineRecorder, KeepsAReportWholeThatSaysWhatWasPublished) {
  const Timeline timeline = reported({.sequence = 7,
                                      .outcome = "processed",
                                      .submission_id = "submission-7",
                                      .plaintext_sha256 = "c0ffee",
                                      .draft = true});

  const Report report = report_of(timeline, timeline.events.back());

  EXPECT_EQ(as_text(report),
            "processed submission=submission-7 plaintext=c0ffee draft=true");
}

TEST(TimelineRecorder, KeepsAReportWholeThatSaysOtherwise) {
  const Timeline timeline = reported({.sequence = 7,
                                      .outcome = "processed",
                                      .submission_id = "submission-8",
                                      .plaintext_sha256 = "c0ffee"});

  const Report report = report_of(timeline, timeline.events.back());

  EXPECT_EQ(as_text(report),
            "processed submission=submission-8 plaintext=c0ffee");
}

TEST(TimelineRecorder, AddsNothingToAReportThatSaysLess) {
  const Timeline timeline = reported({.sequence = 7, .outcome = "processed"});

  const Report report = report_of(timeline, timeline.events.back());

  EXPECT_EQ(as_text(report), "processed");
}

TEST(TimelineRecorder, KeepsASubjectThatIsNotThatOfTheMessage) {
  TimelineRecorder recorder;
  recorder.add_published(recorder.begin(), message(1));
  recorder.add(
      {.kind = EventKind::kDelivered, .sequence = 1, .text = kSubject});
  recorder.add({.kind = EventKind::kDelivered, .sequence = 1, .text = "other"});

  const Timeline timeline = recorder.take();

  EXPECT_EQ(timeline.events[1].text, "");
  EXPECT_EQ(timeline.events[2].text, "other");
}

TEST(PublishedMessages, AreFoundWhateverTheOrderInWhichTheyCame) {
  PublishedMessages messages;
  for (const std::uint64_t sequence : {5u, 2u, 9u, 7u})
    messages.add(message(sequence));

  std::vector<std::uint64_t> sequences;
  for (const PublishedMessage& each : messages)
    sequences.push_back(each.sequence);

  EXPECT_THAT(sequences, ElementsAre(2, 5, 7, 9));
  EXPECT_EQ(messages.find(7)->name, "bulk/7");
  EXPECT_EQ(messages.find(6), nullptr);
  EXPECT_EQ(messages.find(10), nullptr);
  EXPECT_EQ(messages.last_sequence(), 9u);
}

TEST(PublishedMessages, KeepTheLatestOfASequence) {
  PublishedMessages messages;
  messages.add(message(5));
  messages.add({.name = "again", .sequence = 5});

  EXPECT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages.find(5)->name, "again");
}

TEST(PackedText, HoldsWhatItWasGiven) {
  const PackedText empty = "";
  const PackedText text = std::string("a\0b", 3);
  PackedText copy = empty;
  copy = text;

  EXPECT_TRUE(empty.empty());
  EXPECT_EQ(empty.view(), "");
  EXPECT_EQ(copy.view(), std::string_view("a\0b", 3));
  EXPECT_EQ(text.view(), copy.view());
}

}  // namespace
}  // namespace chefs::conformance
