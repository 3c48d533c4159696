// What became of a message that lacks something, in one sentence: whether it
// was never asked for, refused on its way, given back, or left alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "consumer-kit/conformance/consumer/facts/case_facts.h"

namespace chefs::conformance::rules {

struct Fate {
  // Without a full stop.
  std::string why;
  std::optional<std::size_t> moment;
};

// `what` it lacks: "acknowledged".
Fate fate_of(const CaseFacts& facts, std::uint64_t sequence,
             const std::string& what);

}  // namespace chefs::conformance::rules
