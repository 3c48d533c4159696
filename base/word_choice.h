// Reads a word that is one of a few and is kept as it stands. For words that
// stand for a value of an enum: base/choice.h.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/json_place.h"

namespace chefs::conformance {

using KnownWords = std::initializer_list<std::string_view>;

std::string word_of(const JsonPlace& place, KnownWords words);
std::string word_or(const JsonPlace& object, std::string_view key,
                    std::string otherwise, KnownWords words);

}  // namespace chefs::conformance
