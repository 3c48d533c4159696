#include <algorithm>
#include <set>

#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "consumer-kit/conformance/consumer/consumer_rules.h"
#include "consumer-kit/conformance/suite/case_info_reader.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {
namespace {

using base::JsonPlace;

struct CaseParts {
  const std::vector<CaseMessage>& messages;
  const std::vector<Step>& steps;
};

void require_observation(const JsonPlace& place,
                         const std::vector<Step>& steps) {
  const bool is_there = std::ranges::any_of(steps, [&](const Step& step) {
    const auto* observe = std::get_if<ObserveStep>(&step);
    return observe != nullptr && observe->name == place.words();
  });
  if (!is_there) place.fail("the name of a step that observes");
}

void require_secrets(const JsonPlace& list) {
  for (const JsonPlace& kind : list.elements())
    if (std::ranges::find(kSecretKinds, kind.words(), &SecretKind::word) ==
        std::end(kSecretKinds))
      kind.fail("one of seed, key, plaintext, api-key");
  if (list.elements().empty()) list.fail("at least one kind of secret");
}

void require_value(const JsonPlace& place, RuleParameterKind kind,
                   const CaseParts& parts) {
  switch (kind) {
    case RuleParameterKind::kMessages:
      (void)read_message_names(place, parts.messages);
      return;
    case RuleParameterKind::kOutcomes:
      (void)read_outcomes(place);
      return;
    case RuleParameterKind::kObservation:
      return require_observation(place, parts.steps);
    case RuleParameterKind::kCount:
      (void)place.number(1'000'000);
      return;
    case RuleParameterKind::kMilliseconds:
      (void)place.number(600'000);
      return;
    case RuleParameterKind::kSecrets:
      return require_secrets(place);
    case RuleParameterKind::kPlace:
      (void)word_of(place, {"output", "arguments"});
      return;
    case RuleParameterKind::kStatus:
      (void)place.number(599);
      return;
  }
}

contract::Json read_parameters(const JsonPlace& place,
                               const RuleDescription& rule,
                               const CaseParts& parts) {
  contract::Json parameters = contract::Json::object();
  for (const auto& [key, value] : place.members()) {
    if (key == "name" || key == "rule") continue;
    const auto known =
        std::ranges::find(rule.parameters, key, &RuleParameter::name);
    if (known == rule.parameters.end())
      value.fail("no parameter " + key + " of the rule " +
                 std::string(rule.name));
    require_value(value, known->kind, parts);
    parameters[key] = value.value();
  }
  for (const RuleParameter& parameter : rule.parameters)
    if (parameter.presence == RulePresence::kRequired)
      (void)place.at(parameter.name);
  return parameters;
}

ConsumerCheck read_check(const JsonPlace& place, const CaseParts& parts) {
  std::string name = read_hyphenated_word(place.at("name"));
  const RuleDescription* rule = find_consumer_rule(place.at("rule").words());
  if (rule == nullptr)
    place.at("rule").fail("a rule of docs/writing-a-case.md");
  return {.name = std::move(name),
          .rule = std::string(rule->name),
          .parameters = read_parameters(place, *rule, parts),
          .needs_reports = rule->depth == RuleDepth::kReports};
}

}  // namespace

std::vector<ConsumerCheck> read_case_checks(
    const JsonPlace& list, const std::vector<CaseMessage>& messages,
    const std::vector<Step>& steps) {
  std::vector<ConsumerCheck> checks;
  // The judge adds checks of those names.
  std::set<std::string> names = {std::string(kReportsCheck),
                                 std::string(kGoesOnCheck)};
  for (const JsonPlace& place : list.elements()) {
    checks.push_back(read_check(place, {messages, steps}));
    if (!names.insert(checks.back().name).second)
      place.at("name").fail(
          "a name used once in its case, and not \"reports\" or \"goes-on\"");
  }
  if (checks.empty()) list.fail("at least one check");
  return checks;
}

}  // namespace chefs::conformance
