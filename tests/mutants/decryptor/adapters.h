// A decryptor of steps behind the two adapters of docs/decryptor-adapters.md.
#pragma once

#include "tests/mutants/decryptor/steps.h"

namespace chefs::mutants {

// One input: key in $ENCRYPTION_KEY, data on standard input. Gives the exit
// code.
int run_one_shot(const Steps& steps);
// JSON lines until stop or the end of standard input.
int run_session(const Steps& steps);

}  // namespace chefs::mutants
