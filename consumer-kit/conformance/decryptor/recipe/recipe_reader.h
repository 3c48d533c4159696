// Reads the recipe of a check from JSON, strictly. Names of keys, salts and
// ivs are resolved here; what they stand for is noted, so that a case's
// definition changes with them.
#pragma once

#include <string>

#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/recipe/named_inputs.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe.h"

namespace chefs::conformance {

struct ReadRecipe {
  Recipe recipe;
  // What the decryptor is given.
  std::string key;
  // One line for each name that was resolved.
  std::string resolved;
};

// Of the object that describes a check.
ReadRecipe read_recipe(const base::JsonPlace& check, const NamedInputs& named);

}  // namespace chefs::conformance
