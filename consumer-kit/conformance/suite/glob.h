// Patterns over ids: `*` stands for any text, `?` for one character.
#pragma once

#include <string_view>

namespace chefs::conformance {

bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace chefs::conformance
