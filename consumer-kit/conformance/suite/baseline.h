// The failures that a project knows of, kept in a file beside it, so that only
// what changes is news. Strict in both directions: an entry that now
// passes, or that cannot be judged, must go. Reads and writes no files itself.
//
//   # our wrapper cannot hand over NUL bytes yet
//   decrypt.text.nul-bytes         waits for the new driver
//   decrypt.size.480-kb:plain
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

struct BaselineEntry {
  std::size_t line = 0;
  std::string case_id;
  // Empty: the whole case.
  std::string check;
  std::string reason;

  std::string id() const {
    return check.empty() ? case_id : case_id + ":" + check;
  }
};

std::vector<BaselineEntry> parse_baseline(std::string_view text);

struct KnownCase {
  std::string id;
  std::vector<std::string> checks;
  bool is_selected = true;
};

// What entries may name. reported_checks(case) is each suite's own: the checks
// that a result of the case can have.
template <typename Case>
std::vector<KnownCase> known_cases(const std::vector<Case>& catalogue,
                                   const std::vector<Case>& selected) {
  std::set<std::string> ids;
  for (const Case& c : selected) ids.insert(c.info.id);
  std::vector<KnownCase> known;
  for (const Case& c : catalogue)
    known.push_back({c.info.id, reported_checks(c), ids.contains(c.info.id)});
  return known;
}

// Before the run: entries that name an unknown case or check, one that this
// run does not take, or one twice. A usage error if there are any.
std::vector<std::string> refuse_entries(
    const std::vector<BaselineEntry>& entries,
    const std::vector<KnownCase>& known);

// After the run: marks what the entries foresaw, and returns a sentence for
// each entry that did not fail.
std::vector<std::string> apply_baseline(
    const std::vector<BaselineEntry>& entries, std::vector<CaseResult>& cases);

// The file that would make this run "as expected".
std::string write_baseline(const RunReport& report);

}  // namespace chefs::conformance
