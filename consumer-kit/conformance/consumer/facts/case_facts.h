// What the rules ask of a timeline again and again, read from it once: what
// became of each sequence, where the case ends. A few bytes a sequence, for a
// case may have 100 000. Holds references to the case and the timeline.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

// Indices into Timeline::events; kNever: it did not happen.
struct SequenceFacts {
  static constexpr std::uint32_t kNever =
      std::numeric_limits<std::uint32_t>::max();

  std::uint32_t first_delivery = kNever;
  std::uint32_t last_delivery = kNever;
  // As often as it was seen to be delivered, or as the server says it was: a
  // delivery can be lost before it is seen.
  std::uint32_t deliveries = 0;
  // An acknowledgement, not a negative one, nor one that it is at work.
  std::uint32_t first_ack = kNever;
  // The same, or a termination.
  std::uint32_t first_settled = kNever;
  std::uint32_t first_report = kNever;
  std::uint32_t published = kNever;

  bool is_delivered() const { return first_delivery != kNever; }
  bool is_acked() const { return first_ack != kNever; }
  bool is_settled() const { return first_settled != kNever; }
  bool is_reported() const { return first_report != kNever; }
};

// Where a run of the program begins and ends, as indices; `end` is one behind.
struct ProgramRun {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class CaseFacts {
 public:
  // Both must outlive the facts.
  CaseFacts(const ConsumerCase& asked, const Timeline& timeline);

  const ConsumerCase& asked() const { return asked_; }
  const Timeline& timeline() const { return timeline_; }
  const std::vector<TimelineEvent>& events() const { return timeline_.events; }
  const TimelineEvent& event(std::size_t index) const {
    return timeline_.events[index];
  }
  // Up to where the suite stopped looking and ended the program.
  std::span<const TimelineEvent> during_case() const;

  const SequenceFacts& of(std::uint64_t sequence) const;
  // Of the published messages that the names mean, ascending.
  std::vector<std::uint64_t> sequences(
      const std::vector<std::string>& names) const;
  // nullptr for a sequence that nobody published.
  const CaseMessage* message(std::uint64_t sequence) const;

  // From each start to the next.
  std::vector<ProgramRun> runs() const;
  // The span of an observation; nothing if it did not come to that.
  std::optional<ProgramRun> observation(std::string_view name) const;

  // Why nothing came of something, in one sentence, and where it broke off: the
  // program ended, never connected, was refused, never asked for messages.
  // Nothing if it got so far that messages were delivered.
  struct Obstacle {
    std::string why;
    std::optional<std::size_t> moment;
  };
  std::optional<Obstacle> obstacle() const;

  // A wait that was given up although the program was getting on with its work:
  // it is slow, which is not what most cases are about.
  std::optional<std::size_t> cut_short() const;

  // Index of the first exit that nobody asked for; nothing if there is none.
  std::optional<std::size_t> unasked_exit() const;

 private:
  void note(std::size_t index, const TimelineEvent& event);
  SequenceFacts& at(std::uint64_t sequence);

  const ConsumerCase& asked_;
  const Timeline& timeline_;
  std::vector<SequenceFacts> sequences_;
  std::size_t case_end_ = 0;
};

// The first entry from `begin` on, before `end`, that fits; nothing if none.
template <typename Fits>
std::optional<std::size_t> find_event(std::span<const TimelineEvent> events,
                                      Fits fits, std::size_t begin = 0) {
  for (std::size_t i = begin; i < events.size(); ++i)
    if (fits(events[i])) return i;
  return std::nullopt;
}

// "sealed" (sequence 3)
std::string named_message(const Timeline& timeline, std::uint64_t sequence);
// The same for the first few of them, and how many more.
std::string named_messages(const Timeline& timeline,
                           const std::vector<std::uint64_t>& sequences);

}  // namespace chefs::conformance
