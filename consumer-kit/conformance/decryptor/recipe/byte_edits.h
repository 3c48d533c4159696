// Changes to a sealed text before it is encoded: flipped bits, cuts, fields of
// another text. Each marks what it touched. Changes to the encoded text are in
// check_input.cc.
#pragma once

#include "consumer-kit/conformance/decryptor/recipe/recipe.h"
#include "consumer-kit/conformance/decryptor/recipe/sealing.h"

namespace chefs::conformance {

// Throws std::out_of_range if the field is not that long, or not there.
void apply(const ByteEdit& edit, Pieces& pieces, KeyStore& keys);

}  // namespace chefs::conformance
