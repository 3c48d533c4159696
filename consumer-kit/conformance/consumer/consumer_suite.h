// All that the consumer suite is made of, loaded once, and which of its cases
// a run takes. The like of decryptor_suite.h.
#pragma once

#include <filesystem>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/suite/baseline.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/suite/selection.h"

namespace chefs::conformance {

// The cases of a run and what its report says of them. Throws EmptySelection.
struct SelectedConsumerCases {
  std::vector<ConsumerCase> cases;
  CaseSet set;
};
SelectedConsumerCases select_consumer_cases(
    const std::vector<ConsumerCase>& all, const Selection& selection,
    Level counted);

// What a baseline's entries may name.
std::vector<KnownCase> known_consumer_cases(
    const std::vector<ConsumerCase>& all,
    const std::vector<ConsumerCase>& selected);

}  // namespace chefs::conformance
