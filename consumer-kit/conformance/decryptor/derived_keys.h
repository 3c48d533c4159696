// The AES keys of the suite's inputs, derived beforehand: without them a run
// spends most of its own time on PBKDF2 for keys that never change. Of no worth
// to anybody: the passwords are those of scenarios/decryptor/material.json.
// Made and verified with the fixtures; what is not in it is derived.
// Why: docs/decisions/0084.
#pragma once

#include <filesystem>

#include "consumer-kit/conformance/decryptor/recipe/key_store.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

contract::Json derived_keys_as_json(const DerivedKeys& keys);

// Throws EnvironmentError with file and pointer if it is not as it should be.
DerivedKeys read_derived_keys(const std::filesystem::path& file);

}  // namespace chefs::conformance
