// The rules that a check of a consumer case can name: what each asks in one
// sentence, and the parameters that it takes. The list is also what
// docs/writing-a-case.md shows. How they judge: rules/.
#pragma once

#include <span>
#include <string_view>

#include "consumer-kit/conformance/consumer/rules/rule_list.h"

namespace chefs::conformance {

// What a rule looks at. What only the program's reports can show is
// "unsupported" for a program that prints none.
enum class RuleDepth { kServer, kReports };

enum class RuleParameterKind {
  kMessages,      // an array of names of the case's messages
  kOutcomes,      // an array of outcomes of a report
  kCount,         // a whole number
  kMilliseconds,  // a whole number
  kStatus,        // of HTTP
  kObservation,   // the name of a step "observe"
  kSecrets,       // an array of words of kSecretKinds
  kPlace,         // "output" or "arguments"
};

enum class RulePresence { kRequired, kOptional };

struct RuleParameter {
  std::string_view name;
  RuleParameterKind kind = RuleParameterKind::kMessages;
  RulePresence presence = RulePresence::kRequired;
};

struct RuleDescription {
  std::string_view name;
  RuleDepth depth = RuleDepth::kServer;
  // Goes on after "the consumer …", without a full stop.
  std::string_view sentence;
  std::span<const RuleParameter> parameters;
  rules::Judge judge = nullptr;
};

std::span<const RuleDescription> consumer_rules();
// nullptr if there is none of that name.
const RuleDescription* find_consumer_rule(std::string_view name);

}  // namespace chefs::conformance
