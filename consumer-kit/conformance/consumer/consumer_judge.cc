#include "consumer-kit/conformance/consumer/consumer_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "consumer-kit/conformance/consumer/case_facts.h"
#include "consumer-kit/conformance/consumer/consumer_rules.h"
#include "consumer-kit/conformance/consumer/event_words.h"
#include "consumer-kit/conformance/consumer/misreports.h"
#include "consumer-kit/conformance/verdict.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

// Around the moment at which it went wrong, so many entries of the story.
constexpr std::size_t kStepsBefore = 6;
constexpr std::size_t kStepsAfter = 3;

// Entries that say nothing to those who look for a mistake.
bool is_noise(EventKind kind) {
  return kind == EventKind::kPinged || kind == EventKind::kPullEnded ||
         kind == EventKind::kAdvisory || kind == EventKind::kConnz ||
         kind == EventKind::kDurable || kind == EventKind::kAnswered;
}

std::vector<ExchangeStep> story_around(const Timeline& timeline,
                                       std::size_t moment) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = moment; i-- > 0 && chosen.size() < kStepsBefore;)
    if (!is_noise(timeline.events[i].kind)) chosen.push_back(i);
  std::ranges::reverse(chosen);
  chosen.push_back(moment);
  std::size_t after = 0;
  for (std::size_t i = moment + 1;
       i < timeline.events.size() && after < kStepsAfter; ++i) {
    if (is_noise(timeline.events[i].kind)) continue;
    chosen.push_back(i);
    ++after;
  }
  std::vector<ExchangeStep> steps;
  for (const std::size_t i : chosen) {
    const TimelineEvent& event = timeline.events[i];
    steps.push_back({.at = event.at,
                     .who = std::string(who_of(event.kind)),
                     .what = words_of(timeline, event),
                     .is_marked = i == moment});
  }
  return steps;
}

std::string_view answer_of(OutcomeKind outcome) {
  switch (outcome) {
    case OutcomeKind::kPass:
      return "as-required";
    case OutcomeKind::kFail:
      return "otherwise";
    case OutcomeKind::kUnsupported:
      return "unsupported";
    case OutcomeKind::kError:
      return "error";
  }
  return "";
}

CheckResult result_of(std::string name, Finding finding,
                      const Timeline& timeline) {
  CheckResult result;
  result.name = std::move(name);
  result.outcome = finding.outcome;
  result.answer = answer_of(finding.outcome);
  result.expected = std::move(finding.expected);
  result.observed = std::move(finding.observed);
  result.why = std::move(finding.why);
  if (finding.moment && *finding.moment < timeline.events.size()) {
    result.wrong_at = timeline.events[*finding.moment].at;
    result.exchange = story_around(timeline, *finding.moment);
  }
  if (!timeline.events.empty()) result.took = timeline.events.back().at;
  return result;
}

// "2.10.27" → {2, 10}
std::pair<int, int> version_of(std::string_view text) {
  std::pair<int, int> version{0, 0};
  const char* end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, version.first);
  if (major.ec == std::errc() && major.ptr != end)
    std::from_chars(major.ptr + 1, end, version.second);
  return version;
}

Finding find(const ConsumerCheck& check, const CaseFacts& facts,
             const std::string& why_not) {
  const RuleDescription* rule = find_consumer_rule(check.rule);
  if (rule == nullptr)
    return {.outcome = OutcomeKind::kError,
            .expected = check.rule,
            .observed = "not judged",
            .why = "there is no rule of that name"};
  const std::string sentence = "the consumer " + std::string(rule->sentence);
  if (!why_not.empty()) return unsupported(sentence, why_not);
  if (rule->depth == RuleDepth::kReports && !facts.timeline().is_reporting)
    return unsupported(sentence, "the program prints no report lines");
  return rule->judge(facts, RuleParameters(check.parameters));
}

}  // namespace

std::string why_not_here(const ConsumerCase& asked,
                         const GivenToProgram& given) {
  if (asked.setup.is_tls && given.transport != "websocket")
    return "the suite has TLS for WebSocket only, and the run is over " +
           given.transport + ", as --transport says";
  if (asked.setup.filters.size() >= 2 &&
      version_of(given.server_version) < std::pair(2, 10))
    return fmt::format(
        "nats-server {} takes one filter for a consumer; several take 2.10",
        given.server_version);
  return "";
}

CaseResult judge_consumer_case(const ConsumerCase& asked,
                               const Timeline& timeline) {
  const CaseFacts facts(asked, timeline);
  const std::string why_not = why_not_here(asked, timeline.given);
  CaseResult result;
  result.info = asked.info;
  for (const ConsumerCheck& check : asked.checks)
    result.checks.push_back(
        result_of(check.name, find(check, facts, why_not), timeline));
  if (auto misreport = find_misreport(facts))
    result.checks.push_back(
        result_of("reports", *std::move(misreport), timeline));
  result.outcome = outcome_of(result.checks);
  return result;
}

}  // namespace chefs::conformance
