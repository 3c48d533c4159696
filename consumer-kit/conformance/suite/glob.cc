#include "consumer-kit/conformance/suite/glob.h"

#include <algorithm>

namespace chefs::conformance {

// Linear: after a mismatch only the latest `*` takes one character more.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t at_pattern = 0;
  std::size_t at_text = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (at_text < text.size()) {
    const bool is_star =
        at_pattern < pattern.size() && pattern[at_pattern] == '*';
    if (is_star) {
      star = at_pattern++;
      star_text = at_text;
    } else if (at_pattern < pattern.size() &&
               (pattern[at_pattern] == '?' ||
                pattern[at_pattern] == text[at_text])) {
      ++at_pattern;
      ++at_text;
    } else if (star != std::string_view::npos) {
      at_pattern = star + 1;
      at_text = ++star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at_pattern) == std::string_view::npos;
}

bool matches_any(const std::vector<std::string>& patterns,
                 std::string_view text) {
  return std::ranges::any_of(patterns, [text](const std::string& pattern) {
    return glob_matches(pattern, text);
  });
}

}  // namespace chefs::conformance
