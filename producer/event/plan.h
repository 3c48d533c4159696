// What a run is going to publish, one thing at a time, so that a run of any
// length takes the same memory. Made from a scenario (scenario_plan.h) or from
// numbers (load_plan.h). And the keys that go with it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "contract/secret.h"
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

// The key that the consumer has in ENCRYPTION_KEY.
inline constexpr const char* kSharedKeyName = "shared";

struct FormKeys {
  std::string form_id;
  std::string form_name;
  // In force at the end of the run: a rotated form's older events need another.
  contract::Secret encryption_key;
  contract::Secret api_key;
};

// For the consumer's environment: what opens the run's events and what
// downloads its submissions. Not the keys of other sources.
struct RunKeys {
  // SOURCE and ENCRYPTION_KEY.
  std::string source;
  contract::Secret shared_key;
  // ENCRYPTION_KEYS and CHEFS_API_KEYS: the forms of that source.
  std::vector<FormKeys> forms;
};

}  // namespace chefs::producer
