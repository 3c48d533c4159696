#include "producer/publish/publish_summary.h"

#include <algorithm>

namespace chefs::producer {

void PublishTotals::add(const PublishResult& result) {
  PublishTotals one;
  one.messages = 1;
  one.bytes = result.size_bytes;
  one.smallest_bytes = result.size_bytes;
  one.largest_bytes = result.size_bytes;
  one.withheld = result.kind == MessageKind::kWithheld ? 1 : 0;
  if (result.outcome == PublishOutcome::kStored) {
    one.stored = 1;
    one.first_sequence = result.sequence;
    one.last_sequence = result.sequence;
  }
  add(one);
}

void PublishTotals::add(const PublishTotals& other) {
  if (other.messages == 0) return;
  smallest_bytes = messages == 0
                       ? other.smallest_bytes
                       : std::min(smallest_bytes, other.smallest_bytes);
  largest_bytes = std::max(largest_bytes, other.largest_bytes);
  if (other.stored > 0) {
    first_sequence = stored == 0
                         ? other.first_sequence
                         : std::min(first_sequence, other.first_sequence);
    last_sequence = std::max(last_sequence, other.last_sequence);
  }
  messages += other.messages;
  stored += other.stored;
  withheld += other.withheld;
  bytes += other.bytes;
}

void PublishSummary::add(const PublishResult& result) {
  totals_.add(result);
  by_subject_[result.subject].add(result);
  ++outcomes_[result.outcome];
}

std::map<std::string, PublishTotals> PublishSummary::by_kind() const {
  std::map<std::string, PublishTotals> kinds;
  for (const auto& [subject, totals] : by_subject_) {
    const std::size_t end = subject.rfind('.');
    kinds[end == std::string::npos ? subject : subject.substr(0, end) + ".*"]
        .add(totals);
  }
  return kinds;
}

std::uint64_t PublishSummary::count(PublishOutcome outcome) const {
  const auto found = outcomes_.find(outcome);
  return found == outcomes_.end() ? 0 : found->second;
}

}  // namespace chefs::producer
