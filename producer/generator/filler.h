// Prose of an exact length, ASCII, with nothing that JSON escapes, so that one
// character is one byte on the wire. For messages that must have a given size.
#pragma once

#include <cstdint>
#include <string>

#include "contract/random_source.h"

namespace chefs::producer {

std::string filler_text(std::int64_t bytes, contract::RandomSource& random);

}  // namespace chefs::producer
