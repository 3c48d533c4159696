// From the checks' outcomes to the cases', the tally, the verdict and the exit
// code of the command. Pure. Why: docs/decisions/0150.
#pragma once

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// The worst of its checks: error, then fail, unsupported, pass. A case without
// checks is an error: nothing was tried.
OutcomeKind outcome_of(const std::vector<CheckResult>& checks);

// Fills `tally` and `verdict` from the cases and the baseline's problems.
// `planned` is the number of cases that were selected: if the outcomes do not
// add up to it, nothing is claimed.
void conclude(RunReport& report, std::size_t planned);

// 0 conformant, partial, passed as a subset or as expected; 1 not, or partial
// in a strict run; 3 not scored.
int exit_code(const RunReport& report);

// One line: "conformant: all 140 must and should cases passed", "no failure; 44
// of 143 cases need report lines", "not conformant, loses events: 2 must and 7
// should cases failed".
std::string headline(const RunReport& report);

}  // namespace chefs::conformance
