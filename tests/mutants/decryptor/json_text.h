// Looks at and changes JSON as text, where a parser has already lost what
// matters: spellings, and keys that stand twice. All take valid JSON.
#pragma once

#include "tests/mutants/decryptor/bytes.h"

namespace chefs::mutants {

bool has_duplicate_keys(const Bytes& json);
// Numbers as a double prints them; everything else as it was.
Bytes with_rounded_numbers(const Bytes& json);
// Escapes in strings as characters, but for those that JSON must have.
Bytes with_plain_strings(const Bytes& json);

}  // namespace chefs::mutants
