#include "consumer-kit/conformance/suite/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace chefs::conformance {
namespace {

constexpr std::string_view kBlank = " \t\r";

BaselineEntry parse_line(std::string_view line, std::size_t number) {
  const std::size_t end = line.find_first_of(kBlank);
  const std::string_view id = line.substr(0, end);
  const std::size_t colon = id.find(':');
  BaselineEntry entry;
  entry.line = number;
  entry.case_id = id.substr(0, colon);
  if (colon != std::string_view::npos) entry.check = id.substr(colon + 1);
  if (end != std::string_view::npos)
    entry.reason = base::trimmed(line.substr(end));
  if (entry.reason.starts_with('#'))
    entry.reason = base::trimmed(std::string_view(entry.reason).substr(1));
  return entry;
}

bool has_failed(OutcomeKind outcome) { return outcome == OutcomeKind::kFail; }

std::string why_refused(const BaselineEntry& entry,
                        const std::vector<KnownCase>& known) {
  const auto found = std::ranges::find(known, entry.case_id, &KnownCase::id);
  if (found == known.end())
    return fmt::format(
        "line {}: there is no case '{}'; `chefs-mock cases list` shows them",
        entry.line, entry.case_id);
  if (!entry.check.empty() &&
      std::ranges::find(found->checks, entry.check) == found->checks.end())
    return fmt::format(
        "line {}: the case '{}' has no check '{}'; `chefs-mock cases explain "
        "{}` shows them",
        entry.line, entry.case_id, entry.check, entry.case_id);
  if (!found->is_selected)
    return fmt::format(
        "line {}: '{}' matches nothing in this run, which leaves that case "
        "out; select it, or run without the baseline",
        entry.line, entry.id());
  return {};
}

bool foresees(const BaselineEntry& entry, const CaseResult& result,
              const CheckResult& check) {
  return entry.case_id == result.info.id &&
         (entry.check.empty() || entry.check == check.name);
}

// What became of an entry that foresaw no failure.
std::string_view instead_of_failing(const BaselineEntry& entry,
                                    const std::vector<CaseResult>& cases) {
  for (const CaseResult& result : cases)
    for (const CheckResult& check : result.checks)
      if (foresees(entry, result, check) &&
          check.outcome == OutcomeKind::kUnsupported)
        return "could not be judged, which needs no entry";
  return "passes now";
}

// One sentence's worth of the first failure, on one line.
std::string reason_of(const CheckResult& check) {
  std::string reason = check.why.empty() ? check.observed : check.why;
  std::ranges::replace(reason, '\n', ' ');
  return reason;
}

}  // namespace

std::vector<BaselineEntry> parse_baseline(std::string_view text) {
  std::vector<BaselineEntry> entries;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = base::trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.starts_with('#')) continue;
    entries.push_back(parse_line(line, number));
  }
  return entries;
}

std::vector<std::string> refuse_entries(
    const std::vector<BaselineEntry>& entries,
    const std::vector<KnownCase>& known) {
  std::vector<std::string> refused;
  std::set<std::string> seen;
  for (const BaselineEntry& entry : entries) {
    std::string why = why_refused(entry, known);
    if (why.empty() && !seen.insert(entry.id()).second)
      why = fmt::format("line {}: '{}' stands there twice", entry.line,
                        entry.id());
    if (!why.empty()) refused.push_back(std::move(why));
  }
  return refused;
}

std::vector<std::string> apply_baseline(
    const std::vector<BaselineEntry>& entries, std::vector<CaseResult>& cases) {
  std::vector<std::string> stale;
  for (const BaselineEntry& entry : entries) {
    bool came_true = false;
    for (CaseResult& result : cases)
      for (CheckResult& check : result.checks)
        if (foresees(entry, result, check) && has_failed(check.outcome))
          check.is_expected_failure = came_true = true;
    if (!came_true)
      stale.push_back(fmt::format(
          "line {}: '{}' was expected to fail and {}; take it out", entry.line,
          entry.id(), instead_of_failing(entry, cases)));
  }
  for (CaseResult& result : cases) {
    result.is_expected_failure =
        has_failed(result.outcome) &&
        std::ranges::all_of(result.checks, [](const CheckResult& check) {
          return check.is_expected_failure || !has_failed(check.outcome);
        });
  }
  return stale;
}

std::string write_baseline(const RunReport& report) {
  std::string text = fmt::format(
      "# Known failures, as of chefs-mock {} and the case set {}.\n"
      "# One id a line, a case or case:check; what follows it is the reason.\n",
      report.suite_version, report.case_set.digest);
  for (const CaseResult& result : report.cases) {
    if (!has_failed(result.outcome)) continue;
    const bool whole = std::ranges::all_of(
        result.checks,
        [](const CheckResult& check) { return has_failed(check.outcome); });
    for (const CheckResult& check : result.checks) {
      if (!has_failed(check.outcome)) continue;
      text +=
          fmt::format("{}{}  {}\n", result.info.id,
                      whole ? std::string() : fmt::format(":{}", check.name),
                      reason_of(check));
      if (whole) break;
    }
  }
  return text;
}

}  // namespace chefs::conformance
