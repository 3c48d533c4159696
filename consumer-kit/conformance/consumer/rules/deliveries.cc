// Rules about what the server sends to the program.
#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::rules {

namespace {

std::uint64_t naks_of(const CaseFacts& facts, std::uint64_t sequence) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      facts.during_case(), [sequence](const TimelineEvent& event) {
        return event.kind == EventKind::kAcked && event.sequence == sequence &&
               static_cast<AckKind>(event.count) == AckKind::kNak;
      }));
}

}  // namespace

Finding not_delivered(const CaseFacts& facts, const RuleParameters& asked) {
  const auto unwanted = facts.sequences(asked.messages());
  const std::string expected =
      fmt::format("none of {} delivered", counted(unwanted.size(), "message"));
  for (const std::uint64_t sequence : unwanted) {
    const SequenceFacts& of = facts.of(sequence);
    if (!of.is_delivered()) continue;
    return failed(
        expected, named_message(facts.timeline(), sequence) + " was delivered",
        fmt::format("the program asked for it: its subject is {}",
                    *facts.timeline().messages.find(sequence)->subject),
        of.first_delivery);
  }
  return passed(expected, "none");
}

Finding redelivered(const CaseFacts& facts, const RuleParameters& asked) {
  const auto wanted = facts.sequences(asked.messages());
  if (auto finding = unpublished(facts, asked.messages(), wanted))
    return *std::move(finding);
  std::vector<std::uint64_t> missing;
  for (const std::uint64_t sequence : wanted)
    if (facts.of(sequence).deliveries < 2) missing.push_back(sequence);
  return lacking(facts, wanted, missing, "delivered again");
}

Finding deliveries_at_most(const CaseFacts& facts,
                           const RuleParameters& asked) {
  const std::string expected =
      fmt::format("no message delivered more than {} times", asked.count());
  std::uint32_t most = 0;
  for (const std::uint64_t sequence : facts.sequences(asked.messages())) {
    const SequenceFacts& of = facts.of(sequence);
    most = std::max(most, of.deliveries);
    if (of.deliveries <= asked.count()) continue;
    return failed(
        expected,
        fmt::format("{} came {} times",
                    named_message(facts.timeline(), sequence), of.deliveries),
        of.is_settled()
            ? std::string("it was acknowledged, and came again all the same")
        : naks_of(facts, sequence) > 0
            ? fmt::format("it was given back {}, and what is given back comes "
                          "again",
                          counted(naks_of(facts, sequence), "time"))
            : std::string("what is never acknowledged comes again"),
        of.last_delivery);
  }
  if (most == 0)
    return nothing_seen(facts, expected, "none of them was delivered");
  return passed(expected, fmt::format("at most {}", most));
}

}  // namespace chefs::conformance::rules
