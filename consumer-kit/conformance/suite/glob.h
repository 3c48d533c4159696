// Patterns over ids: `*` stands for any text, `?` for one character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chefs::conformance {

bool glob_matches(std::string_view pattern, std::string_view text);
bool matches_any(const std::vector<std::string>& patterns,
                 std::string_view text);

}  // namespace chefs::conformance
