// Secrets that a program showed in a case that is not about them. They fail the
// case that is, once, wherever they were shown: docs/decisions/0154. Pure.
#pragma once

#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

// All three are in the same order: the cases that were chosen, what was found
// in each, and its result, which is changed.
void blame_for_leaks(const std::vector<ConsumerCase>& cases,
                     const std::vector<std::vector<FoundSecret>>& found,
                     std::vector<CaseResult>& results);

}  // namespace chefs::conformance
