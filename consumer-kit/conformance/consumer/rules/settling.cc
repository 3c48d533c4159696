// Rules about what the program says to the server of a message.
#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/rules/consumer_state.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/json.h"

namespace chefs::conformance::rules {
namespace {

using Fulfils = bool (SequenceFacts::*)() const;

Finding all_are(const CaseFacts& facts, const RuleParameters& asked,
                Fulfils fulfils, const std::string& what) {
  const auto wanted = facts.sequences(asked.messages());
  if (auto finding = unpublished(facts, asked.messages(), wanted))
    return *std::move(finding);
  std::vector<std::uint64_t> missing;
  for (const std::uint64_t sequence : wanted)
    if (!(facts.of(sequence).*fulfils)()) missing.push_back(sequence);
  return lacking(facts, wanted, missing, what);
}

}  // namespace

Finding acknowledged(const CaseFacts& facts, const RuleParameters& asked) {
  return all_are(facts, asked, &SequenceFacts::is_acked, "acknowledged");
}

Finding not_held_up(const CaseFacts& facts, const RuleParameters& asked) {
  for (const ConsumerState& state : used_consumers(facts))
    if (number_of(state.config, "max_ack_pending") == 1)
      return passed("acknowledged while another waits, or max_ack_pending 1",
                    "one event after another, by its max_ack_pending");
  return acknowledged(facts, asked);
}

Finding settled(const CaseFacts& facts, const RuleParameters& asked) {
  return all_are(facts, asked, &SequenceFacts::is_settled,
                 "acknowledged or terminated");
}

Finding naks_at_most(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected = fmt::format(
      "at most {}", counted(asked.count(), "negative acknowledgement"));
  std::uint64_t naks = 0;
  std::optional<std::size_t> moment;
  const auto during = facts.during_case();
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (during[i].kind != EventKind::kAcked ||
        static_cast<AckKind>(during[i].count) != AckKind::kNak)
      continue;
    if (++naks > asked.count() && !moment) moment = i;
  }
  const std::string observed = counted(naks, "negative acknowledgement");
  if (!moment) return passed(expected, observed);
  return failed(expected, observed,
                fmt::format("{} was given back once more",
                            named_message(facts.timeline(),
                                          facts.event(*moment).sequence)),
                moment);
}

Finding lag_at_most(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected =
      fmt::format("each acknowledged within {}", shown_time(asked.ms()));
  const auto wanted = facts.sequences(asked.messages());
  const auto started =
      find_event(facts.events(), [](const TimelineEvent& event) {
        return event.kind == EventKind::kStarted;
      });
  std::chrono::microseconds longest{};
  std::uint64_t slowest = 0;
  std::vector<std::uint64_t> missing;
  for (const std::uint64_t sequence : wanted) {
    const SequenceFacts& of = facts.of(sequence);
    if (!of.is_acked() || of.published == SequenceFacts::kNever) {
      missing.push_back(sequence);
      continue;
    }
    // What was there before the program has to wait for its start.
    const auto since = std::max(
        facts.event(of.published).at,
        started ? facts.event(*started).at : std::chrono::microseconds{});
    const auto lag = facts.event(of.first_ack).at - since;
    if (lag <= longest) continue;
    longest = lag;
    slowest = sequence;
  }
  if (!missing.empty())
    return lacking(facts, wanted, missing, "acknowledged in time");
  const std::string observed =
      fmt::format("the longest took {}", shown_time(longest));
  if (longest <= asked.ms()) return passed(expected, observed);
  return failed(expected, observed,
                named_message(facts.timeline(), slowest) + " came too late",
                facts.of(slowest).first_ack);
}

Finding drained(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "nothing pending at the server in the end";
  const auto states = consumer_states(facts);
  if (states.empty())
    return nothing_seen(facts, expected, "no consumer was there");
  for (const ConsumerState& state : states) {
    if (state.unacknowledged == 0 && state.pending == 0) continue;
    if (const auto slow = too_slow(facts, expected)) return *slow;
    return failed(expected,
                  fmt::format("{} unacknowledged and {} to fetch, at \"{}\"",
                              state.unacknowledged, state.pending, state.name),
                  "what is not acknowledged comes again", state.moment);
  }
  return passed(expected, expected);
}

}  // namespace chefs::conformance::rules
