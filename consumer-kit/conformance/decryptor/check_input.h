// Carries out a recipe: the data that a decryptor is given, the plaintext that
// belongs to it, and the valid text that it was made from.
#pragma once

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/recipe/key_store.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe.h"

namespace chefs::conformance {

// The keys that make_input will ask for.
void announce_keys(const Recipe& recipe, KeyStore& keys);

// Pure: the same recipe gives the same bytes. Throws std::out_of_range if the
// recipe changes what is not there.
DecryptorInput make_input(const Recipe& recipe, Expectation expectation,
                          KeyStore& keys);

}  // namespace chefs::conformance
