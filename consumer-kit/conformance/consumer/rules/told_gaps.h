// What the program said that the stream had discarded, held against what the
// stream can have discarded. Why: docs/decisions/0162.
#pragma once

#include <optional>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/facts/finding.h"

namespace chefs::conformance::rules {

// The first notice of a gap that names what the stream still had at the end of
// the case, as a failure; nothing if there is none. A notice that names no
// range is only false where nothing at all was discarded.
std::optional<Finding> false_gap(const CaseFacts& facts);

}  // namespace chefs::conformance::rules
