// What a run is going to publish, one thing at a time, so that a run of any
// length takes the same memory. Made from a scenario (scenario_plan.h) or from
// numbers (load_plan.h).
#pragma once

#include <optional>
#include <variant>

#include "producer/event/message.h"
#include "producer/event/occurrence.h"

namespace chefs::producer {

// Something that happens at CHEFS, or bytes to be published as they are.
using Planned = std::variant<Occurrence, OutgoingMessage>;

class Plan {
 public:
  virtual ~Plan() = default;
  // Nothing once the plan is at its end.
  virtual std::optional<Planned> next() = 0;
};

}  // namespace chefs::producer
