// From a case's timeline to its verdict. Pure: no clock, no broker. The same
// timeline always gives the same result, so recorded ones test it.
// The rules that a check can name are in consumer_rules.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

// What the case asks for cannot be had from this version of nats-server, or
// over this transport, and need not be played: each of its checks is
// unsupported.
struct NotHere {
  std::string why;
  // What it would take: "nats-server 2.10".
  std::string needs;
};
std::optional<NotHere> why_not_here(const ConsumerCase& asked,
                                    const GivenToProgram& given);

// The checks that a case gets besides its own: when the program's reports
// contradict the server, and when the program made it impossible to play the
// case to its end (docs/decisions/0153).
inline constexpr std::string_view kReportsCheck = "reports";
inline constexpr std::string_view kGoesOnCheck = "goes-on";

// A case result with one check each, and those two more where they failed.
CaseResult judge_consumer_case(const ConsumerCase& asked,
                               const Timeline& timeline);

// All of them, by name.
std::vector<std::string> reported_checks(const ConsumerCase& test_case);

}  // namespace chefs::conformance
