// The labels and options that generated forms are made of. Words only; what
// is done with them is in components.cc.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "producer/generator/text_samples.h"

namespace chefs::producer {

template <std::size_t N>
using Words = std::array<std::string_view, N>;

inline constexpr Words<5> kTextLabels = {"Full name", "Business name",
                                         "Street address", "Nom complet",
                                         "City or town"};
inline constexpr Words<3> kTextAreaLabels = {
    "Describe your request", "What happened?", "Renseignements généraux"};
inline constexpr Words<4> kNumberLabels = {"Number of guests", "Amount claimed",
                                           "Area in hectares", "Years in use"};
inline constexpr Words<3> kCheckboxLabels = {
    "I agree to the terms", "This is a renewal", "Contact me by phone"};
inline constexpr Words<3> kDateLabels = {"Start date", "Date of the event",
                                         "Date de naissance"};
inline constexpr Words<3> kGridLabels = {"Equipment", "Household members",
                                         "Goods and quantities"};
inline constexpr Words<4> kFileNames = {"site-plan.pdf", "Reçu n° 7.pdf",
                                        "写真.jpg", "budget (final) v2.xlsx"};

struct Choice {
  std::string_view label;
  std::span<const std::string_view> options;
};

inline constexpr Words<4> kRegions = {"Vancouver Island", "Lower Mainland",
                                      "Northern BC", "Kootenay Boundary"};
inline constexpr Words<3> kApplicants = {"Individual", "Business",
                                         "First Nation"};
inline constexpr Words<5> kLanguages = {"English", "Français", "ਪੰਜਾਬੀ", "中文",
                                        "ᓀᐦᐃᔭᐍᐏᐣ"};
inline constexpr std::array<Choice, 3> kChoices = {
    {{"Region", kRegions},
     {"Who is applying?", kApplicants},
     {"Preferred language", kLanguages}}};

template <typename T, std::size_t N>
const T& pick(const std::array<T, N>& choices, contract::RandomSource& random) {
  return pick(std::span<const T>(choices), random);
}

// What a designer's form stores for an option: its label in camel case where
// that is ASCII, the label itself otherwise.
std::string option_value(std::string_view label);

}  // namespace chefs::producer
