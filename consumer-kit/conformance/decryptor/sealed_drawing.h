// Draws what was sent as salt | iv | tag | ciphertext, the touched characters
// marked, long stretches left out. Draws anything, sealed text or not. Pure.
// The format: docs/contract.md, contract/cryptr.h.
#pragma once

#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

Drawing draw_sealed(const contract::Json& data,
                    const std::vector<TextRange>& touched);

}  // namespace chefs::conformance
