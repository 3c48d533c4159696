// From the pattern of a run's answers to the mistakes that explain them. Pure.
// The table of mistakes is data: known_mistakes.h.
#pragma once

#include <vector>

#include "consumer-kit/conformance/known_mistakes.h"
#include "consumer-kit/conformance/report.h"

namespace chefs::conformance {

// The mistakes whose signs are all there, those with more signs first. A sign
// that the run did not ask is not there, and one of them must differ from a
// right answer.
std::vector<Diagnosis> diagnose(const std::vector<KnownMistake>& mistakes,
                                const std::vector<CaseResult>& cases);

}  // namespace chefs::conformance
