#include "consumer-kit/conformance/consumer/case_progress.h"

#include <algorithm>
#include <charconv>

#include "consumer-kit/conformance/consumer/facts/message_names.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kPull = "$JS.API.CONSUMER.MSG.NEXT.";

constexpr std::uint64_t kGivenStatus = 200;

constexpr std::uint8_t bit_of(MessageMoment moment) {
  return static_cast<std::uint8_t>(1u << static_cast<unsigned>(moment));
}

// Of "bulk/17" 17, of "before" 0.
std::uint32_t number_in(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return 0;
  std::uint32_t number = 0;
  std::from_chars(name.data() + slash + 1, name.data() + name.size(), number);
  return number;
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

// Of what is done again, or comes again because it was not done, nothing comes.
void CaseProgress::note_work(const TimelineEvent& event, MessageMoment moment) {
  if (!is_set(event.sequence, moment) &&
      !is_set(event.sequence, MessageMoment::kRedelivered))
    last_work_ = event.at;
  set(event.sequence, moment);
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
      if (settles(event.count)) note_work(event, MessageMoment::kAcked);
      return;
    case EventKind::kReported:
      is_reporting_ = true;
      return note_work(event, MessageMoment::kReported);
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
    case EventKind::kFault:
      ++faults_;
      return;
    case EventKind::kApiAsked:
      ++api_requests_;
      if (event.count == kGivenStatus) ++downloads_;
      return;
    default:
      return;
  }
}

void CaseProgress::take_published(std::string_view name,
                                  std::uint64_t sequence) {
  groups_[std::string(group_name(name))].push_back(
      {number_in(name), static_cast<std::uint32_t>(sequence)});
}

bool CaseProgress::has_happened(MessageMoment moment,
                                const std::string& name) const {
  const auto group = groups_.find(std::string(group_name(name)));
  if (group == groups_.end()) return false;
  const std::uint32_t number = number_in(name);
  Looked& looked = looked_[{moment, name}];
  for (; looked.next < group->second.size(); ++looked.next) {
    const Member& member = group->second[looked.next];
    if (number != 0 && member.number != number) continue;
    if (!is_set(member.sequence, moment)) return false;
    looked.has_any = true;
  }
  return looked.has_any;
}

std::uint64_t CaseProgress::sequence_of(const std::string& name) const {
  const auto group = groups_.find(std::string(group_name(name)));
  if (group == groups_.end()) return 0;
  const std::uint32_t number = number_in(name);
  const auto member =
      std::ranges::find_if(group->second, [number](const Member& candidate) {
        return number == 0 || candidate.number == number;
      });
  return member == group->second.end() ? 0 : member->sequence;
}

}  // namespace chefs::conformance
