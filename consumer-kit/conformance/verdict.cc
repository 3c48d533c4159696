#include "consumer-kit/conformance/verdict.h"

#include <fmt/format.h>

#include <algorithm>

namespace chefs::conformance {
namespace {

bool is_failure(OutcomeKind outcome) {
  return outcome == OutcomeKind::kFail || outcome == OutcomeKind::kUnsupported;
}

bool has(const std::vector<CheckResult>& checks, OutcomeKind outcome) {
  return std::ranges::any_of(
      checks, [&](const CheckResult& c) { return c.outcome == outcome; });
}

Tally tally_of(const std::vector<CaseResult>& cases, std::size_t planned) {
  Tally tally;
  tally.planned = planned;
  for (const CaseResult& result : cases) {
    tally.pass += result.outcome == OutcomeKind::kPass;
    tally.fail += result.outcome == OutcomeKind::kFail;
    tally.unsupported += result.outcome == OutcomeKind::kUnsupported;
    tally.error += result.outcome == OutcomeKind::kError;
    if (!is_failure(result.outcome)) continue;
    if (result.is_expected_failure)
      ++tally.expected_failures;
    else if (result.counts)
      ++tally.counted_failures;
  }
  return tally;
}

Verdict verdict_of(const RunReport& report) {
  const Tally& tally = report.tally;
  const std::size_t sum =
      tally.pass + tally.fail + tally.unsupported + tally.error;
  if (tally.error > 0 || tally.planned == 0 || sum != tally.planned)
    return Verdict::kNotScored;
  if (tally.counted_failures > 0 || !report.baseline_problems.empty())
    return Verdict::kNotConformant;
  if (tally.expected_failures > 0) return Verdict::kAsExpected;
  return report.case_set.is_complete ? Verdict::kConformant
                                     : Verdict::kSubsetPassed;
}

std::size_t counted(const RunReport& report) {
  return static_cast<std::size_t>(std::ranges::count_if(
      report.cases, [](const CaseResult& c) { return c.counts; }));
}

std::string_view counted_levels(Level level) {
  switch (level) {
    case Level::kMust:
      return "must";
    case Level::kShould:
      return "must and should";
    case Level::kMay:
      break;
  }
  return "must, should and may";
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kConformant:
      return "conformant";
    case Verdict::kNotConformant:
      return "not-conformant";
    case Verdict::kSubsetPassed:
      return "subset-passed";
    case Verdict::kAsExpected:
      return "as-expected";
    case Verdict::kNotScored:
      return "not-scored";
  }
  return "";
}

OutcomeKind outcome_of(const std::vector<CheckResult>& checks) {
  if (checks.empty() || has(checks, OutcomeKind::kError))
    return OutcomeKind::kError;
  if (has(checks, OutcomeKind::kFail)) return OutcomeKind::kFail;
  if (has(checks, OutcomeKind::kUnsupported)) return OutcomeKind::kUnsupported;
  return OutcomeKind::kPass;
}

void conclude(RunReport& report, std::size_t planned) {
  report.tally = tally_of(report.cases, planned);
  report.verdict = verdict_of(report);
}

int exit_code(Verdict verdict) {
  switch (verdict) {
    case Verdict::kConformant:
    case Verdict::kSubsetPassed:
    case Verdict::kAsExpected:
      return 0;
    case Verdict::kNotConformant:
      return 1;
    case Verdict::kNotScored:
      break;
  }
  return 3;
}

std::string headline(const RunReport& report) {
  const Tally& tally = report.tally;
  const std::string_view levels = counted_levels(report.level);
  switch (report.verdict) {
    case Verdict::kConformant:
      return fmt::format("conformant: all {} {} cases passed", counted(report),
                         levels);
    case Verdict::kNotConformant:
      if (tally.counted_failures == 0)
        return fmt::format(
            "not as expected: {} {} of the baseline is stale",
            report.baseline_problems.size(),
            report.baseline_problems.size() == 1 ? "entry" : "entries");
      return fmt::format("not conformant: {} of {} {} cases did not pass",
                         tally.counted_failures, counted(report), levels);
    case Verdict::kSubsetPassed:
      return fmt::format(
          "passed, as far as it goes: {} of {} cases were run, which is no "
          "claim to conformance",
          tally.planned, report.case_set.catalogue_cases);
    case Verdict::kAsExpected:
      return fmt::format(
          "as expected, not conformant: {} known failures of the baseline, no "
          "others",
          tally.expected_failures);
    case Verdict::kNotScored:
      break;
  }
  return fmt::format("not scored: {} of {} cases ended in an error",
                     tally.error, tally.planned);
}

}  // namespace chefs::conformance
