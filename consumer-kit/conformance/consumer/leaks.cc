#include "consumer-kit/conformance/consumer/leaks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "consumer-kit/conformance/consumer/facts/rule_parameters.h"
#include "consumer-kit/conformance/consumer/rules/reading.h"
#include "consumer-kit/conformance/suite/verdict.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

bool is_looked_for_by(const contract::Json& parameters,
                      const FoundSecret& secret) {
  return !parameters.is_object() ||
         rules::is_looked_for(secret, RuleParameters(parameters));
}

// The number of the check by which a case looks for it; behind the last: none.
std::size_t check_for(const ConsumerCase& asked, const FoundSecret& secret) {
  const auto found =
      std::ranges::find_if(asked.checks, [&](const ConsumerCheck& check) {
        return check.rule == "no-secrets" &&
               is_looked_for_by(check.parameters, secret);
      });
  return static_cast<std::size_t>(found - asked.checks.begin());
}

bool looks_for(const ConsumerCase& asked, const FoundSecret& secret) {
  return check_for(asked, secret) < asked.checks.size();
}

// One kind of secret in one place, with the cases in which it was shown.
struct SeenLeak {
  FoundSecret secret;
  std::vector<std::size_t> cases;
};

std::vector<SeenLeak> leaks_in(
    const std::vector<ConsumerCase>& cases,
    const std::vector<std::vector<FoundSecret>>& found) {
  std::vector<SeenLeak> leaks;
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const FoundSecret& secret : found[i]) {
      // It has judged that itself.
      if (looks_for(cases[i], secret)) continue;
      const auto [place, is_new] =
          known.try_emplace({secret.what, secret.where}, leaks.size());
      if (is_new) leaks.push_back({secret, {}});
      leaks[place->second].cases.push_back(i);
    }
  }
  return leaks;
}

void fail_for(CheckResult& check, const SeenLeak& leak,
              const std::vector<ConsumerCase>& cases) {
  const std::size_t more = leak.cases.size() - 1;
  check.outcome = OutcomeKind::kFail;
  check.answer = "otherwise";
  check.expected = "no secret to be seen, in any case";
  check.observed = fmt::format("{} {}", leak.secret.what, leak.secret.where);
  check.why =
      fmt::format("it was shown in {}{}", cases[leak.cases.front()].info.id,
                  more == 0 ? "" : fmt::format(" and {} more cases", more));
}

void blame_one(const SeenLeak& leak, const std::vector<ConsumerCase>& cases,
               std::vector<CaseResult>& results) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const std::size_t number = check_for(cases[i], leak.secret);
    if (number >= results[i].checks.size() ||
        results[i].outcome == OutcomeKind::kError)
      continue;
    CheckResult& check = results[i].checks[number];
    // What it has seen itself says enough.
    if (check.outcome != OutcomeKind::kFail) fail_for(check, leak, cases);
    results[i].outcome = outcome_of(results[i].checks);
    return;
  }
  CaseResult& shown = results[leak.cases.front()];
  const bool has_one =
      std::ranges::find(shown.checks, "secrets", &CheckResult::name) !=
      shown.checks.end();
  if (has_one) return;
  CheckResult& check = shown.checks.emplace_back();
  check.name = "secrets";
  fail_for(check, leak, cases);
  shown.outcome = outcome_of(shown.checks);
}

}  // namespace

void blame_for_leaks(const std::vector<ConsumerCase>& cases,
                     const std::vector<std::vector<FoundSecret>>& found,
                     std::vector<CaseResult>& results) {
  for (const SeenLeak& leak : leaks_in(cases, found))
    blame_one(leak, cases, results);
}

}  // namespace chefs::conformance
