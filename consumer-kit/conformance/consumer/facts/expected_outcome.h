// What a right consumer may report for a message, from what the message is and
// what the program was given. The reports are judged by it, and a report of
// anything else contradicts what was sent. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"

namespace chefs::conformance {

// All that a report can say.
inline constexpr std::array<std::string_view, 6> kOutcomeWords = {
    "processed",     "ignored", "oversize",
    "undecryptable", "invalid", "recovered"};
bool is_outcome(std::string_view word);

// The message's own list, or what follows from the rest of it.
std::vector<std::string> expected_outcomes(const CaseSetup& setup,
                                           const CaseMessage& message);

// The setup's API gives the whole submission sooner or later.
bool can_be_recovered(const CaseSetup& setup);

}  // namespace chefs::conformance
