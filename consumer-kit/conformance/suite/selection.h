// Which cases of a catalogue a run takes: by id, by level, by flag. Pure.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "consumer-kit/conformance/suite/case.h"

namespace chefs::conformance {

struct Selection {
  // Patterns over case ids, see glob.h. Empty: every case.
  std::vector<std::string> only = {};
  std::vector<std::string> skip = {};
  std::vector<std::string> flags = {};
  // Cases up to this level; nothing: of every level.
  std::optional<Level> level = {};

  // As it would be typed; empty if it selects everything.
  std::string as_typed() const;
  // It may leave out cases of the levels that count.
  bool narrows() const {
    return !only.empty() || !skip.empty() || !flags.empty();
  }
};

// A pattern, flag or combination that selects nothing: a usage error.
class EmptySelection : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Indices of the selected cases, in the catalogue's order. Throws
// EmptySelection naming the first pattern that matches nothing.
std::vector<std::size_t> select_cases(const std::vector<CaseInfo>& catalogue,
                                      const Selection& selection);

}  // namespace chefs::conformance
