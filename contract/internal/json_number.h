// A number in JSON text: how far it reaches and what JavaScript takes it for.
#pragma once

#include <cstddef>
#include <string_view>

#include "contract/json_fwd.h"

namespace chefs::contract {

// The characters of the number that the text starts with; 0 if it starts with
// none.
std::size_t number_length(std::string_view text);

// An integer up to 2^53, else a double; infinity if it is too large for one.
Json number_value(std::string_view number);

}  // namespace chefs::contract
