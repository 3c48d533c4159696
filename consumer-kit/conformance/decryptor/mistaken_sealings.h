// What a decryptor opens that opens nothing of CHEFS: sealings in which a known
// mistake is made from the other side, one mistake alone or two together. Their
// recipes are those of the catalogue's checks: one that a mistake accepts, and
// that is made otherwise than CHEFS makes it, says what the mistake is.
#pragma once

#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/known_mistakes.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe.h"

namespace chefs::conformance {

struct MistakenSealing {
  // One or two; they belong to the list that was given.
  std::vector<const KnownMistake*> mistakes;
  // The key that the decryptor is given.
  std::string key;
  Sealing sealing;
};

// The single ones, then all pairs that can be made at once: not two of the same
// thing, e.g. two numbers of rounds. In each part the order of `mistakes`,
// which must outlive the result.
std::vector<MistakenSealing> mistaken_sealings(
    const std::vector<KnownMistake>& mistakes,
    const std::vector<DecryptorCase>& catalogue);

}  // namespace chefs::conformance
