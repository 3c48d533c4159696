// A case that did not pass, as those ask it who look for the cause: its facts,
// what failed, and of each message what became of it. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/facts/finding.h"

namespace chefs::conformance {

struct FailedCheck {
  // "reports": the check that the judge adds for a misreport.
  std::string rule;
  Finding finding;
};

// One published message and what became of it.
struct MessageStory {
  std::uint64_t sequence = 0;
  // Never null.
  const CaseMessage* message = nullptr;
  const SequenceFacts* facts = nullptr;
  // The first report of it.
  std::optional<Report> report;

  bool is_said_to_be(std::string_view outcome) const {
    return report && report->outcome == outcome;
  }
  // meta.timestamp, if the case gives it; else empty.
  std::string timestamp() const;
  // Neither reported nor acknowledged nor terminated, though it came.
  bool is_unanswered() const {
    return facts->is_delivered() && !facts->is_settled() && !report;
  }
};

// What points to a cause: a sentence without a full stop, and the entry of the
// timeline that it is about.
struct Clue {
  std::string seen;
  std::optional<std::size_t> moment = {};
};

class FailedCase {
 public:
  // Everything must outlive this.
  FailedCase(const CaseFacts& facts, std::span<const FailedCheck> failed);

  const CaseFacts& facts() const { return facts_; }
  const ConsumerCase& asked() const { return facts_.asked(); }
  // In the order of the stream.
  const std::vector<MessageStory>& messages() const { return messages_; }
  // Of a failed check with that rule, which failed by what was seen and not
  // because the program did not get that far; nullptr if there is none.
  const Finding* finding(std::string_view rule) const;
  std::optional<Clue> clue_of(std::string_view rule) const;

  bool is_reporting() const { return facts_.timeline().is_reporting; }
  bool has_fault(FaultAction action) const;
  // From the source that the program was told to heed.
  bool is_own(const MessageStory& story) const;
  // One of what a right consumer may report of it.
  bool may_be(const MessageStory& story, std::string_view outcome) const;

  // "new" (sequence 1, an event of the type "archived")
  std::string named(const MessageStory& story) const;
  // Of the end that nobody asked for: in words, with the last that the program
  // printed.
  std::string ending(std::size_t exit) const;

 private:
  const CaseFacts& facts_;
  std::span<const FailedCheck> failed_;
  std::vector<MessageStory> messages_;
};

// Nothing special about it: what every consumer has to cope with first.
bool is_plain(const CaseMessage& message);
// A try to connect, whatever came of it.
bool is_try(const TimelineEvent& event);
// A request for messages.
bool is_fetch(const TimelineEvent& event);
// How many entries of [begin, end) fit.
template <typename Fits>
std::size_t count_events(const FailedCase& of, std::size_t begin,
                         std::size_t end, Fits fits) {
  std::size_t found = 0;
  for (std::size_t i = begin; i < end; ++i) found += fits(of.facts().event(i));
  return found;
}

}  // namespace chefs::conformance
