// Which cases of a catalogue a run takes: by id, by level, by flag. Pure.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// `*` in a pattern stands for any text, `?` for one character.
bool glob_matches(std::string_view pattern, std::string_view text);
bool matches_any(const std::vector<std::string>& patterns,
                 std::string_view text);

struct Selection {
  // Patterns over case ids. Empty: every case.
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

// What a report says of the cases that select_cases() gave, save how many
// checks they have.
CaseSet describe(const std::vector<CaseInfo>& selected,
                 const std::vector<CaseInfo>& catalogue,
                 const Selection& selection, Level counted);

// The cases of a run, of either suite.
template <typename Case>
struct SelectedCases {
  std::vector<Case> cases;
  CaseSet set;
};

// Throws EmptySelection.
template <typename Case>
SelectedCases<Case> take_cases(const std::vector<Case>& catalogue,
                               const Selection& selection, Level counted) {
  const std::vector<CaseInfo> infos = infos_of(catalogue);
  SelectedCases<Case> taken;
  for (const std::size_t index : select_cases(infos, selection))
    taken.cases.push_back(catalogue[index]);
  taken.set = describe(infos_of(taken.cases), infos, selection, counted);
  for (const Case& c : taken.cases) taken.set.checks += c.checks.size();
  return taken;
}

}  // namespace chefs::conformance
