// What reports say, taken from the timeline's entries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/facts/rule_parameters.h"

namespace chefs::conformance::rules {

// The entry must be a report.
Report report_at(const CaseFacts& facts, std::size_t index);

// The program claims that it has worked on the event.
bool is_effect(const Report& report);

// Why a report of work on a private event does not show its plaintext; empty if
// it does, or need not.
std::string wrong_plaintext(const CaseFacts& facts, const Report& report);

// The first download of the submission of `sequence`; `status` if it is given.
std::optional<std::size_t> first_download(
    const CaseFacts& facts, std::uint64_t sequence,
    std::optional<std::uint64_t> status = {});

// Whether a check `no-secrets` is about it. A case is about its own secret:
// what else is shown fails the case that is about that.
bool is_looked_for(const FoundSecret& secret, const RuleParameters& asked);

}  // namespace chefs::conformance::rules
