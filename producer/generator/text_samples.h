// Names, places and sentences in the scripts that forms in British Columbia
// receive, so that a consumer meets more than ASCII. Invented people only.
// Not translations to rely on.
#pragma once

#include <span>
#include <string>
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

// User names as CHEFS writes them into createdBy and updatedBy: an account and
// its identity provider, or "public" for a person who did not log in.
std::string pick_user_name(contract::RandomSource& random);
// Someone who may design forms, so never "public".
std::string pick_designer_name(contract::RandomSource& random);
}  // namespace chefs::producer
