#include "consumer-kit/conformance/consumer/case_progress.h"

#include <algorithm>

namespace chefs::conformance {
namespace {

constexpr std::string_view kPull = "$JS.API.CONSUMER.MSG.NEXT.";
// Reports of sequences beyond it are nobody's.
constexpr std::uint64_t kLastSequence = 1u << 24;

constexpr std::uint8_t bit_of(MessageMoment moment) {
  return static_cast<std::uint8_t>(1u << static_cast<unsigned>(moment));
}

bool settles(std::uint64_t ack_kind) {
  return ack_kind == static_cast<std::uint64_t>(AckKind::kAck) ||
         ack_kind == static_cast<std::uint64_t>(AckKind::kTerm) ||
         ack_kind == static_cast<std::uint64_t>(AckKind::kNext);
}

}  // namespace

void CaseProgress::set(std::uint64_t sequence, MessageMoment moment) {
  if (sequence == 0 || sequence > kLastSequence) return;
  if (flags_.size() <= sequence) flags_.resize(sequence + sequence / 2 + 64);
  flags_[sequence] = static_cast<Flags>(flags_[sequence] | bit_of(moment));
}

bool CaseProgress::is_set(std::uint64_t sequence, MessageMoment moment) const {
  return sequence < flags_.size() && (flags_[sequence] & bit_of(moment)) != 0;
}

void CaseProgress::take(const TimelineEvent& event) {
  switch (event.kind) {
    case EventKind::kDelivered:
      // Its first delivery may have been lost on the way.
      if (event.count > 1 || is_set(event.sequence, MessageMoment::kDelivered))
        set(event.sequence, MessageMoment::kRedelivered);
      return set(event.sequence, MessageMoment::kDelivered);
    case EventKind::kAcked:
      ++acks_;
      if (settles(event.count)) set(event.sequence, MessageMoment::kAcked);
      return;
    case EventKind::kReported:
      is_reporting_ = true;
      return set(event.sequence, MessageMoment::kReported);
    case EventKind::kConnected:
      ++connections_;
      ++open_connections_;
      return;
    case EventKind::kRefused:
      ++connections_;
      return;
    case EventKind::kClosed:
      if (open_connections_ > 0) --open_connections_;
      return;
    case EventKind::kAsked:
      has_pulled_ = has_pulled_ || event.text.starts_with(kPull);
      return;
    case EventKind::kStarted:
    case EventKind::kServer:
      has_pulled_ = false;
      return;
    case EventKind::kApiAsked:
      ++api_requests_;
      return;
    default:
      return;
  }
}

void CaseProgress::take_published(const std::string& name,
                                  std::uint64_t sequence) {
  published_.push_back(sequence);
  by_name_[name].push_back(sequence);
  const std::size_t slash = name.find('/');
  if (slash != std::string::npos)
    by_name_[name.substr(0, slash)].push_back(sequence);
}

bool CaseProgress::has_happened(MessageMoment moment,
                                const std::string& name) const {
  const auto found = by_name_.find(name);
  return found != by_name_.end() &&
         std::ranges::all_of(found->second, [&](std::uint64_t sequence) {
           return is_set(sequence, moment);
         });
}

std::uint64_t CaseProgress::sequence_of(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? 0 : found->second.front();
}

}  // namespace chefs::conformance
