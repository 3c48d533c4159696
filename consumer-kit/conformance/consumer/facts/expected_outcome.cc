#include "consumer-kit/conformance/consumer/facts/expected_outcome.h"

#include <algorithm>

namespace chefs::conformance {
namespace {

using Outcomes = std::vector<std::string>;

Outcomes of_private(const CaseSetup& setup, const CaseMessage& message) {
  if (message.tampered != "none" || message.sealed_with == "other")
    return {"undecryptable"};
  // A consumer need not try the key of another form, or the old one.
  if (setup.keys == CaseKeys::kOneMissing && message.form == 2)
    return {"undecryptable", "ignored"};
  const bool is_new = message.sealed_with == "rotated";
  if (setup.keys == CaseKeys::kRotated && message.form == 1)
    return is_new ? Outcomes{"processed"}
                  : Outcomes{"processed", "undecryptable"};
  return is_new ? Outcomes{"undecryptable"} : Outcomes{"processed"};
}

Outcomes of_own(const CaseSetup& setup, const CaseMessage& message) {
  if (message.kind == "private") return of_private(setup, message);
  if (message.kind == "error")
    return can_be_recovered(setup) ? Outcomes{"oversize", "recovered"}
                                   : Outcomes{"oversize"};
  return {"processed"};
}

bool is_foreign(const CaseMessage& message) {
  return !message.source.empty() && message.source != "none";
}

}  // namespace

bool is_outcome(std::string_view word) {
  return std::ranges::find(kOutcomeWords, word) != kOutcomeWords.end();
}

bool can_be_recovered(const CaseSetup& setup) {
  return setup.api.empty() || std::ranges::any_of(setup.api, [](auto& answer) {
           return answer == "200" || answer == "slow";
         });
}

std::vector<std::string> expected_outcomes(const CaseSetup& setup,
                                           const CaseMessage& message) {
  if (!message.outcomes.empty()) return message.outcomes;
  if (message.kind == "raw") return {"invalid", "ignored"};
  if (is_foreign(message)) return {"ignored"};
  if (message.source == "none") return {"ignored", "invalid"};
  Outcomes outcomes = of_own(setup, message);
  // What to do with drafts is the consumer's own affair.
  if (message.draft.value_or(false)) outcomes.emplace_back("ignored");
  return outcomes;
}

}  // namespace chefs::conformance
