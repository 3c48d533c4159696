// The story of a consumer's case, drawn from its timeline: a lane each for
// what was published, delivered, reported and acknowledged, for connections,
// the program, and faults. Pure.
#pragma once

#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

// At most so many marks: what is close together on a lane becomes one.
inline constexpr std::size_t kMostChartMarks = 300;

// The moment that is marked as wrong is that of the first check that did not
// pass and names one.
Chart chart_of(const Timeline& timeline, const CaseResult& result);

}  // namespace chefs::conformance
