// Names, places and sentences in the scripts that forms in British Columbia
// receive, so that a consumer meets more than ASCII. Invented people only.
// Not translations to rely on.
#pragma once

#include <span>
#include <string_view>

#include "contract/random_source.h"

namespace chefs::producer {

// The texts of one language or script.
struct TextSamples {
  std::string_view script;
  std::span<const std::string_view> names;
  std::span<const std::string_view> places;
  std::span<const std::string_view> sentences;
};

std::span<const TextSamples> all_text_samples();

// Half of the picks are English, as at CHEFS; the others share the rest.
const TextSamples& pick_samples(contract::RandomSource& random);

template <typename T>
const T& pick(std::span<const T> choices, contract::RandomSource& random) {
  return choices[static_cast<std::size_t>(random.below(choices.size()))];
}

}  // namespace chefs::producer
