#include "consumer-kit/conformance/suite/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace chefs::conformance {
namespace {

// The flag of cases that fail when events are lost: see flags.json.
constexpr std::string_view kLosesEvents = "loses-events";

bool has(const std::vector<CheckResult>& checks, OutcomeKind outcome) {
  return std::ranges::any_of(
      checks, [&](const CheckResult& c) { return c.outcome == outcome; });
}

bool loses_events(const CaseInfo& info) {
  return std::ranges::find(info.flags, kLosesEvents) != info.flags.end();
}

void add_failure(Tally& tally, const CaseInfo& info) {
  tally.failures.must += info.level == Level::kMust;
  tally.failures.should += info.level == Level::kShould;
  tally.failures.may += info.level == Level::kMay;
  tally.losing_events += loses_events(info);
}

Tally tally_of(const std::vector<CaseResult>& cases, std::size_t planned) {
  Tally tally;
  tally.planned = planned;
  for (const CaseResult& result : cases) {
    tally.pass += result.outcome == OutcomeKind::kPass;
    tally.fail += result.outcome == OutcomeKind::kFail;
    tally.unsupported += result.outcome == OutcomeKind::kUnsupported;
    tally.error += result.outcome == OutcomeKind::kError;
    tally.unjudged +=
        result.counts && result.outcome == OutcomeKind::kUnsupported;
    if (result.outcome != OutcomeKind::kFail) continue;
    if (result.is_expected_failure)
      ++tally.expected_failures;
    else if (result.counts)
      add_failure(tally, result.info);
  }
  return tally;
}

std::size_t counted(const RunReport& report) {
  return static_cast<std::size_t>(
      std::ranges::count_if(report.cases, &CaseResult::counts));
}

bool judged_nothing(const RunReport& report) {
  return report.tally.unjudged > 0 && report.tally.unjudged == counted(report);
}

Verdict verdict_of(const RunReport& report) {
  const Tally& tally = report.tally;
  const std::size_t sum =
      tally.pass + tally.fail + tally.unsupported + tally.error;
  if (tally.error > 0 || tally.planned == 0 || sum != tally.planned)
    return Verdict::kNotScored;
  if (tally.failures.all() > 0 || !report.baseline_problems.empty() ||
      judged_nothing(report))
    return Verdict::kNotConformant;
  if (tally.unjudged > 0) return Verdict::kPartial;
  if (tally.expected_failures > 0) return Verdict::kAsExpected;
  return report.case_set.is_complete ? Verdict::kConformant
                                     : Verdict::kSubsetPassed;
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

// What its first unsupported check takes; empty if the program declared it.
std::string needs_of(const CaseResult& result) {
  const auto check = std::ranges::find(result.checks, OutcomeKind::kUnsupported,
                                       &CheckResult::outcome);
  return check == result.checks.end() ? std::string() : check->needs;
}

// How many of the unjudged cases take what, the most frequent first.
std::vector<std::pair<std::string, std::size_t>> missing(
    const RunReport& report) {
  std::map<std::string, std::size_t> counts;
  for (const CaseResult& result : report.cases)
    if (result.counts && result.outcome == OutcomeKind::kUnsupported)
      ++counts[needs_of(result)];
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(),
                                                          counts.end());
  std::ranges::stable_sort(sorted, std::ranges::greater{},
                           [](const auto& entry) { return entry.second; });
  return sorted;
}

// "need report lines"
std::string predicate(const std::string& needs, std::size_t count) {
  if (needs.empty())
    return count == 1 ? "is not supported" : "are not supported";
  return fmt::format("{} {}", count == 1 ? "needs" : "need", needs);
}

// "44 of 143 cases need report lines", "3 of 143 cases could not be judged: 2
// need report lines, 1 needs nats-server 2.10".
std::string unjudged_in_words(const RunReport& report) {
  const auto groups = missing(report);
  const std::size_t unjudged = report.tally.unjudged;
  if (groups.size() == 1)
    return fmt::format("{} of {} cases {}", unjudged, counted(report),
                       predicate(groups.front().first, unjudged));
  std::string words = fmt::format("{} of {} cases could not be judged",
                                  unjudged, counted(report));
  std::string_view separator = ": ";
  for (const auto& [needs, count] : groups) {
    words += fmt::format("{}{} {}", separator, count, predicate(needs, count));
    separator = ", ";
  }
  return words;
}

// "2 must and 7 should cases failed"
std::string failures_in_words(const CountedFailures& failures) {
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string_view level) {
    if (count > 0) parts.push_back(fmt::format("{} {}", count, level));
  };
  add(failures.must, "must");
  add(failures.should, "should");
  add(failures.may, "may");
  if (parts.size() == 3) {
    parts[0] += ", " + parts[1];
    parts.erase(parts.begin() + 1);
  }
  return fmt::format("{} {} failed", fmt::join(parts, " and "),
                     failures.all() == 1 ? "case" : "cases");
}

std::string not_conformant(const RunReport& report) {
  const Tally& tally = report.tally;
  if (judged_nothing(report))
    return "not conformant: nothing could be judged; " +
           unjudged_in_words(report);
  if (report.failed_start)
    return fmt::format("not conformant: {}, so that no case could be scored",
                       report.failed_start->summary);
  if (tally.failures.all() == 0)
    return fmt::format(
        "not as expected: {} {} of the baseline {} stale",
        report.baseline_problems.size(),
        report.baseline_problems.size() == 1 ? "entry" : "entries",
        report.baseline_problems.size() == 1 ? "is" : "are");
  // A program that passes nothing takes no events: it cannot lose any.
  const bool loses = tally.losing_events > 0 && tally.pass > 0;
  std::string words =
      fmt::format("not conformant{}: {}", loses ? ", loses events" : "",
                  failures_in_words(tally.failures));
  if (tally.unjudged > 0) words += "; " + unjudged_in_words(report);
  return words;
}

std::string partial(const RunReport& report) {
  const CaseSet& set = report.case_set;
  std::string words =
      report.tally.expected_failures > 0
          ? fmt::format("no failure but {} known to the baseline",
                        report.tally.expected_failures)
          : "no failure";
  words += "; " + unjudged_in_words(report);
  if (!set.is_complete)
    words += fmt::format("; {} of {} cases were run", report.tally.planned,
                         set.catalogue_cases);
  if (report.is_strict) words += "; --strict asks that all be judged";
  return words;
}

std::string subset_passed(const RunReport& report) {
  const std::string run =
      fmt::format("{} of {} cases were run", report.tally.planned,
                  report.case_set.catalogue_cases);
  if (counted(report) == 0)
    return fmt::format(
        "nothing that counts was run: {}, at a level that does "
        "not count",
        run);
  return fmt::format(
      "passed, as far as it goes: {}, which is no claim to conformance", run);
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kConformant:
      return "conformant";
    case Verdict::kNotConformant:
      return "not-conformant";
    case Verdict::kPartial:
      return "partial";
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

int exit_code(const RunReport& report) {
  switch (report.verdict) {
    case Verdict::kConformant:
    case Verdict::kSubsetPassed:
    case Verdict::kAsExpected:
      return 0;
    case Verdict::kPartial:
      return report.is_strict ? 1 : 0;
    case Verdict::kNotConformant:
      return 1;
    case Verdict::kNotScored:
      break;
  }
  return 3;
}

std::string headline(const RunReport& report) {
  const Tally& tally = report.tally;
  switch (report.verdict) {
    case Verdict::kConformant:
      return fmt::format("conformant: all {} {} cases passed", counted(report),
                         counted_levels(report.level));
    case Verdict::kNotConformant:
      return not_conformant(report);
    case Verdict::kPartial:
      return partial(report);
    case Verdict::kSubsetPassed:
      return subset_passed(report);
    case Verdict::kAsExpected:
      return fmt::format(
          "as expected, not conformant: {} known failures of the baseline, no "
          "others",
          tally.expected_failures);
    case Verdict::kNotScored:
      break;
  }
  return fmt::format(
      "not scored: {} of {} cases ended in an error of the suite", tally.error,
      tally.planned);
}

}  // namespace chefs::conformance
