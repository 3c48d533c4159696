// PBKDF2 in all the right and wrong ways, remembered in a folder.
// A derivation takes some 50 ms, and two hundred wrong decryptors meet the same
// few hundred passwords and salts: the folder that $MUTANT_KEY_CACHE names
// holds what any of them has derived. For the throw-away keys of tests only.
#pragma once

#include <cstddef>
#include <string_view>

#include "tests/mutants/decryptor/bytes.h"

namespace chefs::mutants {

struct Derivation {
  const char* digest = "SHA512";
  int rounds = 100'000;
  std::size_t bytes = 32;
};

Bytes derived(std::string_view password, std::string_view salt,
              const Derivation& how = {});

}  // namespace chefs::mutants
