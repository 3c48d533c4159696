// Which mistakes of a consumer explain what was seen, the likeliest first: each
// leaves a trace of its own in the timeline. Pure. The list of mistakes is in
// likely_causes.cc; scenarios/consumer/mutants.json names the one that each
// wrong consumer is to be recognised by. How to add one:
// docs/writing-a-case.md. Why: docs/decisions/0160.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/causes/failed_case.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

struct Cause {
  // "ends-at-an-event", as mutants.json says.
  std::string_view name;
  // Goes on after "your consumer", without a full stop.
  std::string_view mistake;
  // Nothing if the case does not show it.
  std::optional<Clue> (*look)(const FailedCase&);
};

// The more a cause explains, the earlier it stands.
std::span<const Cause> known_causes();
// nullptr if there is none of that name.
const Cause* find_cause(std::string_view name);

std::vector<LikelyCause> likely_causes(const CaseFacts& facts,
                                       std::span<const FailedCheck> failed);

}  // namespace chefs::conformance
