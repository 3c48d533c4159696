// Reads a word that stands for one of few values.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/json_place.h"

namespace chefs::conformance {

template <typename T>
using Words = std::initializer_list<std::pair<std::string_view, T>>;

template <typename T>
T choice(const JsonPlace& place, Words<T> words) {
  std::string known;
  for (const auto& [word, value] : words) {
    if (place.value().is_string() && place.text() == word) return value;
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  place.fail("one of " + known);
}

// Of an object's member that may be absent.
template <typename T>
T choice_or(const JsonPlace& object, std::string_view key, T otherwise,
            Words<T> words) {
  const auto place = object.find(key);
  return place ? choice<T>(*place, words) : otherwise;
}

}  // namespace chefs::conformance
