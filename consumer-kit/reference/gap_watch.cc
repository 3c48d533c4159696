#include "consumer-kit/reference/gap_watch.h"

#include <algorithm>
#include <utility>

namespace chefs::consumer {
namespace {

using contract::Json;

std::string describe(const Gap& gap) {
  if (gap.first == gap.last) {
    return "event " + std::to_string(gap.first) +
           " was discarded by the stream before it was read";
  }
  return "events " + std::to_string(gap.first) + ".." +
         std::to_string(gap.last) +
         " were discarded by the stream before they were read";
}

// A new durable that is to begin at the first event misses what the stream has
// discarded by then; one that is to begin at a time or at what is new misses
// nothing that lies before.
GapTracker make_tracker(const Durable& durable,
                        const std::optional<Start>& start,
                        std::optional<std::uint64_t> stream_begin) {
  if (!durable.is_new) return GapTracker(durable.first_unacknowledged);
  if (start && std::holds_alternative<FromSequence>(*start)) {
    return GapTracker(
        std::max<std::uint64_t>(1, std::get<FromSequence>(*start).sequence));
  }
  if (!start || std::holds_alternative<FromBeginning>(*start))
    return GapTracker(1);
  return GapTracker(
      std::max(stream_begin.value_or(1), durable.first_unacknowledged));
}

}  // namespace

GapWatch::GapWatch(const JetStreamApi& api, const Durable& durable,
                   const std::optional<Start>& start, OnNotice on_notice)
    : api_(api),
      is_filtered_(durable.is_filtered),
      on_notice_(std::move(on_notice)),
      tracker_(0) {
  const auto begin = stream_begin();
  tracker_ = make_tracker(durable, start, begin);
  if (begin) tell(tracker_.stream_begins_at(*begin));
  tracker_.skip_past(durable.last_delivered);
}

std::optional<std::uint64_t> GapWatch::stream_begin() const {
  const auto answer = api_.stream_info();
  const auto* info = std::get_if<Json>(&answer);
  if (info == nullptr) return std::nullopt;
  return info->value("state", Json::object())
      .value("first_seq", std::uint64_t{0});
}

void GapWatch::tell(const std::optional<Gap>& gap) const {
  if (!gap || !on_notice_) return;
  on_notice_({NoticeKind::kGap,
              describe(*gap) + (is_filtered_ ? ", whatever their subject" : ""),
              *gap});
}

void GapWatch::look_at_stream() {
  if (const auto begin = stream_begin())
    tell(tracker_.stream_begins_at(*begin));
}

void GapWatch::look_at(const std::vector<Delivery>& deliveries) {
  std::optional<std::uint64_t> begin;
  for (const auto& delivery : deliveries) {
    const auto sequence = delivery.sequence();
    if (!is_filtered_) {
      tell(tracker_.delivered(sequence));
      continue;
    }
    if (!begin && tracker_.is_jump(sequence)) {
      begin = stream_begin().value_or(0);
    }
    // What the stream has lost beyond this event may still be on its way.
    if (begin) {
      tell(tracker_.stream_begins_at(std::min(*begin, sequence)));
    }
    tracker_.skip_past(sequence);
  }
}

}  // namespace chefs::consumer
