// Small helpers over bytes that are held in a std::string, for recipes.
// Not part of the contract: contract/hex.h is what they rest on.
#pragma once

#include <string>
#include <string_view>

#include "base/json_place.h"

namespace chefs::conformance {

std::string hex_of(std::string_view bytes);
std::string sha256(std::string_view bytes);
std::string sha512(std::string_view bytes);

// The bytes that a place spells in lower-case hex; else the place's error.
std::string read_hex(const base::JsonPlace& place);

// UTF-8 of one code point.
std::string utf8_of(char32_t code_point);

}  // namespace chefs::conformance
