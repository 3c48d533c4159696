// Sentences and findings that several rules share.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/facts/finding.h"

namespace chefs::conformance::rules {

// "1.25 s"
std::string shown_time(std::chrono::microseconds time);

// "1 message", "3 messages"
std::string counted(std::uint64_t number, const char* one);

// Of `wanted` messages those in `missing` lack something, "acknowledged": says
// which, and why as far as the timeline tells.
Finding lacking(const CaseFacts& facts,
                const std::vector<std::uint64_t>& wanted,
                const std::vector<std::uint64_t>& missing,
                const std::string& what);

// The suite stopped waiting while the program got on with its work: what it
// had not done by then cannot be judged.
std::optional<Finding> too_slow(const CaseFacts& facts,
                                const std::string& expected);

// The case's own messages are not in the timeline: the suite did not do its
// part.
std::optional<Finding> unpublished(const CaseFacts& facts,
                                   const std::vector<std::string>& names,
                                   const std::vector<std::uint64_t>& found);

// Nothing was seen that could be judged, since the program did not get so far.
Finding nothing_seen(const CaseFacts& facts, std::string expected,
                     const std::string& what);

}  // namespace chefs::conformance::rules
