// What became of a text that should have come back unchanged: where the first
// difference is, and which known change explains it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// A change that is known by name. `word` is what diagnoses.json uses.
struct Change {
  std::string_view word;
  // As the end of a sentence that starts with "the text given is".
  std::string sentence;
};

// Which change turns `expected` into `given`; "other" if none that is known.
// The two differ.
Change change_between(std::string_view expected, std::string_view given);

// Offset of the first byte that differs; the shorter's size if it is the start
// of the longer.
std::size_t first_difference(std::string_view expected, std::string_view given);

// Both texts around the first difference, a few bytes to either side.
std::vector<Drawing> draw_difference(std::string_view expected,
                                     std::string_view given);

}  // namespace chefs::conformance
