// Programs that do not decrypt, or not in time: what a suite that asks too
// little would let pass.
#pragma once

#include <vector>

#include "tests/mutants/decryptor/bugs.h"

namespace chefs::mutants {

std::vector<Bug> null_adapters();

}  // namespace chefs::mutants
