// What a program left behind in a case: for those who look for the mistake.
// Taken from the timeline. Pure.
#pragma once

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

Traces traces_of(const CaseFacts& facts);

}  // namespace chefs::conformance
