// In which order cases are begun. It does not show in a report.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"

namespace chefs::conformance {

// How long the case may take if all that it waits for comes at the last moment,
// with a patience of 1.
std::chrono::milliseconds longest_time(const ConsumerCase& asked);

// Numbers of cases. So many of those that take least time come first: they show
// soon whether the program gets anywhere at all. Then come those that may take
// longest, so that none of them is left to run alone at the end.
std::vector<std::size_t> order_to_begin(std::span<const ConsumerCase> cases,
                                        std::size_t in_front);

}  // namespace chefs::conformance
