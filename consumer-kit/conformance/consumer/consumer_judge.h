// From a case's timeline to its verdict. Pure: no clock, no broker. The same
// timeline always gives the same result, so recorded ones test it.
// The rules that a check can name are in consumer_rules.h.
#pragma once

#include <string>

#include "consumer-kit/conformance/consumer/consumer_case.h"
#include "consumer-kit/conformance/consumer/timeline.h"
#include "consumer-kit/conformance/report.h"

namespace chefs::conformance {

// What the case asks for cannot be had from this version of nats-server, or
// over this transport, and need not be played: each of its checks is
// unsupported. Empty if it can.
std::string why_not_here(const ConsumerCase& asked,
                         const GivenToProgram& given);

// A case result with one check each, and a check "reports" more whenever the
// program's reports contradict what the server saw.
CaseResult judge_consumer_case(const ConsumerCase& asked,
                               const Timeline& timeline);

}  // namespace chefs::conformance
