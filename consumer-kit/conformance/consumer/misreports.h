// Reports that cannot be true, by what the case has sent and the server has
// delivered. Looked for in every case, whatever it is about: a program that
// claims what did not happen earns nothing by it.
// Why: docs/decisions/0100 and 0156.
#pragma once

#include <optional>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/facts/finding.h"

namespace chefs::conformance {

// Nothing if all reports can be true.
std::optional<Finding> find_misreport(const CaseFacts& facts);

}  // namespace chefs::conformance
