#include "producer/publish/publish_summary.h"

#include <gtest/gtest.h>

namespace chefs::producer {
namespace {

PublishResult stored(std::string subject, std::int64_t bytes,
                     std::uint64_t sequence) {
  PublishResult result;
  result.subject = std::move(subject);
  result.size_bytes = bytes;
  result.outcome = PublishOutcome::kStored;
  result.sequence = sequence;
  return result;
}

PublishResult refused(std::string subject, std::int64_t bytes) {
  PublishResult result = stored(std::move(subject), bytes, 0);
  result.outcome = PublishOutcome::kRefused;
  return result;
}

TEST(PublishSummary, AddsUpBySubject) {
  PublishSummary summary;
  summary.add(stored("a.x", 100, 7));
  summary.add(refused("a.x", 5'000));
  summary.add(stored("a.x", 50, 9));
  summary.add(stored("b.y", 10, 8));

  const PublishTotals& a = summary.by_subject().at("a.x");
  EXPECT_EQ(a.messages, 3U);
  EXPECT_EQ(a.stored, 2U);
  EXPECT_EQ(a.failed(), 1U);
  EXPECT_EQ(a.bytes, 5'150);
  EXPECT_EQ(a.smallest_bytes, 50);
  EXPECT_EQ(a.largest_bytes, 5'000);
  EXPECT_EQ(a.first_sequence, 7U);
  EXPECT_EQ(a.last_sequence, 9U);
  EXPECT_EQ(summary.totals().messages, 4U);
  EXPECT_EQ(summary.totals().last_sequence, 9U);
  EXPECT_EQ(summary.count(PublishOutcome::kRefused), 1U);
  EXPECT_EQ(summary.count(PublishOutcome::kDropped), 0U);
}

TEST(PublishSummary, ToldByKindJoinsTheForms) {
  PublishSummary summary;
  summary.add(stored("PUBLIC.forms.schema.published.one", 10, 1));
  summary.add(stored("PUBLIC.forms.schema.published.two", 20, 2));

  const auto kinds = summary.by_kind();

  ASSERT_EQ(kinds.size(), 1U);
  EXPECT_EQ(kinds.at("PUBLIC.forms.schema.published.*").messages, 2U);
}

TEST(PublishSummary, HasNoSequenceIfNothingIsStored) {
  PublishSummary summary;
  summary.add(refused("a", 1));

  EXPECT_EQ(summary.totals().first_sequence, 0U);
  EXPECT_EQ(summary.totals().last_sequence, 0U);
}

}  // namespace
}  // namespace chefs::producer
