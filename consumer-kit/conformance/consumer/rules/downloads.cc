// Rules about the recovery API.
#include <fmt/format.h>

#include "consumer-kit/conformance/consumer/rules/reading.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::rules {
namespace {

bool is_download(const TimelineEvent& event) {
  return event.kind == EventKind::kApiAsked;
}

std::string asked_words(const CaseFacts& facts, std::size_t index) {
  return fmt::format("the API was asked for \"{}\", and answered {}",
                     facts.event(index).text, facts.event(index).count);
}

}  // namespace

Finding api_asked(const CaseFacts& facts, const RuleParameters& asked) {
  const auto wanted = facts.sequences(asked.messages());
  if (auto finding = unpublished(facts, asked.messages(), wanted))
    return *std::move(finding);
  std::vector<std::uint64_t> missing;
  for (const std::uint64_t sequence : wanted)
    if (!first_download(facts, sequence, asked.status()))
      missing.push_back(sequence);
  const auto any = find_event(facts.events(), is_download);
  Finding finding = lacking(facts, wanted, missing, "downloaded");
  if (finding.outcome == OutcomeKind::kFail && any && !facts.obstacle()) {
    finding.why = asked_words(facts, *any);
    finding.moment = any;
  }
  return finding;
}

Finding api_not_asked(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected = "no download of what was sent";
  const auto unwanted = facts.sequences(asked.messages());
  for (const std::uint64_t sequence : unwanted) {
    const auto download = first_download(facts, sequence);
    if (download)
      return failed(
          expected,
          named_message(facts.timeline(), sequence) + " was downloaded",
          "the event held all of it", download);
  }
  return passed(expected, "no download");
}

Finding api_asked_at_most(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected =
      fmt::format("at most {}", counted(asked.count(), "download"));
  std::uint64_t downloads = 0;
  std::optional<std::size_t> moment;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    if (!is_download(facts.event(i))) continue;
    if (++downloads > asked.count() && !moment) moment = i;
  }
  const std::string observed = counted(downloads, "download");
  if (!moment) return passed(expected, observed);
  return failed(expected, observed, asked_words(facts, *moment), moment);
}

}  // namespace chefs::conformance::rules
