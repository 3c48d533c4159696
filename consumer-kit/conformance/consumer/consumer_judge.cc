#include "consumer-kit/conformance/consumer/consumer_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "consumer-kit/conformance/consumer/causes/likely_causes.h"
#include "consumer-kit/conformance/consumer/consumer_rules.h"
#include "consumer-kit/conformance/consumer/event_words.h"
#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/misreports.h"
#include "consumer-kit/conformance/consumer/traces.h"
#include "consumer-kit/conformance/suite/verdict.h"
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
  result.needs = std::move(finding.needs);
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

std::string_view obstacle_words(const TimelineEvent& event) {
  const std::string_view text = event.text.view();
  return event.kind == EventKind::kMarked && text.starts_with(kCannotGoOn)
             ? text.substr(kCannotGoOn.size())
             : std::string_view();
}

// Of the faults that never struck: "at the 1st ack: kill the program".
std::string moments_that_never_came(const CaseFacts& facts) {
  std::string words;
  for (const Fault& fault : facts.asked().faults.faults) {
    const std::string fault_words = describe(fault);
    const bool struck =
        std::ranges::any_of(facts.events(), [&](const TimelineEvent& event) {
          return event.kind == EventKind::kFault &&
                 event.text.view() == fault_words;
        });
    if (!struck) words += (words.empty() ? "" : ", ") + fault_words;
  }
  return words;
}

// Why the rest of the case could not be played, if it was the program's doing.
std::optional<Finding> find_hold_up(const CaseFacts& facts) {
  const auto moment = find_event(facts.events(), [](const auto& event) {
    return !obstacle_words(event).empty();
  });
  if (!moment) return std::nullopt;
  std::string waited_for;
  std::size_t delivered = 0;
  std::size_t acknowledged = 0;
  for (std::size_t i = 0; i < *moment; ++i) {
    const TimelineEvent& event = facts.event(i);
    if (event.kind == EventKind::kGaveUp) waited_for = event.text.view();
    delivered += event.kind == EventKind::kDelivered;
    acknowledged += event.kind == EventKind::kAcked;
  }
  const std::string fault = moments_that_never_came(facts);
  return failed(
      "the case goes on" +
          (waited_for.empty() ? "" : ", which waits for: " + waited_for),
      fmt::format("{}; until then {} deliveries and {} acknowledgements",
                  obstacle_words(facts.event(*moment)), delivered,
                  acknowledged),
      fault.empty() ? std::string() : "what never came: " + fault, moment);
}

// A program that got nowhere may be one that would report.
std::string why_no_reports(const CaseFacts& facts) {
  const auto obstacle = facts.obstacle();
  if (obstacle) return obstacle->why + ", before it could report anything";
  return "the program prints no report lines";
}

Finding find(const ConsumerCheck& check, const CaseFacts& facts,
             const std::optional<NotHere>& not_here) {
  const RuleDescription* rule = find_consumer_rule(check.rule);
  if (rule == nullptr)
    return {.outcome = OutcomeKind::kError,
            .expected = check.rule,
            .observed = "not judged",
            .why = "there is no rule of that name"};
  const std::string sentence = "the consumer " + std::string(rule->sentence);
  if (not_here) return unsupported(sentence, not_here->why, not_here->needs);
  if (rule->depth == RuleDepth::kReports && !facts.timeline().is_reporting)
    return unsupported(sentence, why_no_reports(facts), "report lines");
  return rule->judge(facts, RuleParameters(check.parameters));
}

}  // namespace

std::optional<NotHere> why_not_here(const ConsumerCase& asked,
                                    const GivenToProgram& given) {
  if (asked.setup.is_tls && given.transport != "websocket")
    return NotHere{
        "the suite has TLS for WebSocket only, and the run is over " +
            given.transport + ", as --transport says",
        "TLS over WebSocket"};
  if (asked.setup.filters.size() >= 2 &&
      version_of(given.server_version) < std::pair(2, 10))
    return NotHere{
        fmt::format(
            "nats-server {} takes one filter for a consumer; several take 2.10",
            given.server_version),
        "nats-server 2.10"};
  return std::nullopt;
}

CaseResult judge_consumer_case(const ConsumerCase& asked,
                               const Timeline& timeline) {
  const CaseFacts facts(asked, timeline);
  const std::optional<NotHere> not_here = why_not_here(asked, timeline.given);
  CaseResult result;
  result.info = asked.info;
  std::vector<FailedCheck> failed;
  const auto take = [&](const std::string& name, const std::string& rule,
                        Finding finding) {
    if (finding.outcome == OutcomeKind::kFail)
      failed.push_back({rule, finding});
    result.checks.push_back(result_of(name, std::move(finding), timeline));
  };
  for (const ConsumerCheck& check : asked.checks)
    take(check.name, check.rule, find(check, facts, not_here));
  if (auto misreport = find_misreport(facts))
    take(std::string(kReportsCheck), std::string(kReportsCheck),
         *std::move(misreport));
  if (auto hold_up = find_hold_up(facts))
    take(std::string(kGoesOnCheck), std::string(kGoesOnCheck),
         *std::move(hold_up));
  result.outcome = outcome_of(result.checks);
  if (!failed.empty()) result.likely = likely_causes(facts, failed);
  if (result.outcome != OutcomeKind::kPass) result.traces = traces_of(facts);
  return result;
}

std::vector<std::string> reported_checks(const ConsumerCase& test_case) {
  std::vector<std::string> names;
  for (const ConsumerCheck& check : test_case.checks)
    names.push_back(check.name);
  names.emplace_back(kReportsCheck);
  names.emplace_back(kGoesOnCheck);
  return names;
}

}  // namespace chefs::conformance
