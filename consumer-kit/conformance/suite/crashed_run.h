// The report of a run whose process crashed: what had ended by then, and which
// cases were running. Pure.
#pragma once

#include <vector>

#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/suite/run_journal.h"

namespace chefs::conformance {

// Fills cases and notes. `infos` are of all cases that were to be run, by
// number.
void report_crash(RunReport& report, const std::vector<CaseInfo>& infos,
                  RunSoFar done, int signal);

}  // namespace chefs::conformance
