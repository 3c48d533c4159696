// The keys that go with a run, for the consumer's environment: what opens its
// events and what downloads its submissions. Not the keys of other sources.
#pragma once

#include <string>
#include <vector>

#include "contract/secret.h"

namespace chefs::producer {

// The key that the consumer has in ENCRYPTION_KEY.
inline constexpr const char* kSharedKeyName = "shared";

struct FormKeys {
  std::string form_id;
  std::string form_name;
  // In force at the end of the run: a rotated form's older events need another.
  contract::Secret encryption_key;
  contract::Secret api_key;
};

struct RunKeys {
  // SOURCE and ENCRYPTION_KEY.
  std::string source;
  contract::Secret shared_key;
  // ENCRYPTION_KEYS and CHEFS_API_KEYS: the forms of that source.
  std::vector<FormKeys> forms;
};

}  // namespace chefs::producer
