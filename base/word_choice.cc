#include "base/word_choice.h"

namespace chefs::conformance {

std::string word_of(const JsonPlace& place, KnownWords words) {
  std::string known;
  for (const std::string_view word : words) {
    if (place.value().is_string() && place.text() == word)
      return std::string(word);
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  place.fail("one of " + known);
}

std::string word_or(const JsonPlace& object, std::string_view key,
                    std::string otherwise, KnownWords words) {
  const auto place = object.find(key);
  return place ? word_of(*place, words) : std::move(otherwise);
}

}  // namespace chefs::conformance
