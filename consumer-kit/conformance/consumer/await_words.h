// What a step waits for, in words: the text of a timeline's kAwaited and
// kGaveUp.
#pragma once

#include <string>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"

namespace chefs::conformance {

// "acknowledged: before, bulk; drained".
std::string describe(const AwaitStep& step);

}  // namespace chefs::conformance
