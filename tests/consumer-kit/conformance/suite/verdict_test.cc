#include "consumer-kit/conformance/suite/verdict.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

CaseResult result(Level level, OutcomeKind outcome, bool counts = true) {
  CaseResult made;
  made.info.level = level;
  made.outcome = outcome;
  made.counts = counts;
  return made;
}

RunReport report_of(std::vector<CaseResult> cases, bool is_complete = true) {
  RunReport report;
  report.cases = std::move(cases);
  report.case_set.is_complete = is_complete;
  report.case_set.catalogue_cases = 143;
  conclude(report, report.cases.size());
  return report;
}

Verdict verdict_of(std::vector<CaseResult> cases, std::size_t planned,
                   bool is_complete = true) {
  RunReport report = report_of(std::move(cases), is_complete);
  conclude(report, planned);
  return report.verdict;
}

std::vector<CaseResult> times(std::size_t count, const CaseResult& one) {
  return std::vector<CaseResult>(count, one);
}

std::vector<CaseResult> operator+(std::vector<CaseResult> left,
                                  const std::vector<CaseResult>& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

CaseResult losing(Level level) {
  CaseResult made = result(level, OutcomeKind::kFail);
  made.info.flags = {"delivery", "loses-events"};
  return made;
}

CaseResult unjudged(Level level, std::string needs) {
  CaseResult made = result(level, OutcomeKind::kUnsupported);
  CheckResult check;
  check.outcome = OutcomeKind::kUnsupported;
  check.needs = std::move(needs);
  made.checks.push_back(check);
  return made;
}

CheckResult check(OutcomeKind outcome) {
  CheckResult made;
  made.outcome = outcome;
  return made;
}

constexpr OutcomeKind kPass = OutcomeKind::kPass;
constexpr OutcomeKind kFail = OutcomeKind::kFail;
constexpr OutcomeKind kUnsupported = OutcomeKind::kUnsupported;
constexpr OutcomeKind kError = OutcomeKind::kError;

TEST(OutcomeOf, IsTheWorstOfTheChecks) {
  EXPECT_EQ(outcome_of({check(kPass), check(kPass)}), kPass);
  EXPECT_EQ(outcome_of({check(kPass), check(kUnsupported)}), kUnsupported);
  EXPECT_EQ(outcome_of({check(kUnsupported), check(kFail)}), kFail);
  EXPECT_EQ(outcome_of({check(kFail), check(kError)}), kError);
}

TEST(OutcomeOf, IsAnErrorWithoutChecks) { EXPECT_EQ(outcome_of({}), kError); }

TEST(Verdict, IsConformantWhenEveryCountedCasePasses) {
  const RunReport report = report_of({result(Level::kMust, kPass)});

  EXPECT_EQ(report.verdict, Verdict::kConformant);
  EXPECT_EQ(exit_code(report), 0);
  EXPECT_EQ(headline(report), "conformant: all 1 must and should cases passed");
}

TEST(Verdict, DoesNotCountOtherLevels) {
  EXPECT_EQ(
      verdict_of(
          {result(Level::kMust, kPass), result(Level::kMay, kFail, false)}, 2),
      Verdict::kConformant);
}

TEST(Verdict, IsNotConformantAfterOneFailure) {
  const RunReport report =
      report_of({result(Level::kMust, kPass), result(Level::kShould, kFail)});

  EXPECT_EQ(report.verdict, Verdict::kNotConformant);
  EXPECT_EQ(exit_code(report), 1);
  EXPECT_EQ(headline(report), "not conformant: 1 should case failed");
}

TEST(Verdict, SaysWhatFailedByLevel) {
  const RunReport report = report_of(times(2, result(Level::kMust, kFail)) +
                                     times(7, result(Level::kShould, kFail)) +
                                     times(3, result(Level::kMust, kPass)));

  EXPECT_EQ(headline(report),
            "not conformant: 2 must and 7 should cases failed");
  EXPECT_EQ(report.tally.failures.must, 2u);
  EXPECT_EQ(report.tally.failures.should, 7u);
}

TEST(Verdict, SaysThatEventsAreLost) {
  const RunReport report = report_of(times(7, losing(Level::kShould)) +
                                     times(3, result(Level::kMust, kPass)));

  EXPECT_EQ(exit_code(report), 1);
  EXPECT_EQ(headline(report),
            "not conformant, loses events: 7 should cases failed");
  EXPECT_EQ(report.tally.losing_events, 7u);
}

TEST(Verdict, SaysNothingOfLossOfAProgramThatPassesNothing) {
  EXPECT_EQ(headline(report_of(times(2, losing(Level::kShould)))),
            "not conformant: 2 should cases failed");
}

TEST(Verdict, TakesTheUnjudgedForNeitherPassedNorFailed) {
  RunReport report =
      report_of(times(99, result(Level::kMust, kPass)) +
                times(44, unjudged(Level::kShould, "report lines")));

  EXPECT_EQ(report.verdict, Verdict::kPartial);
  EXPECT_EQ(to_string(report.verdict), "partial");
  EXPECT_EQ(exit_code(report), 0);
  EXPECT_EQ(headline(report), "no failure; 44 of 143 cases need report lines");
  EXPECT_EQ(report.tally.unjudged, 44u);
}

TEST(Verdict, IsAFailureForTheUnjudgedInAStrictRun) {
  RunReport report = report_of({result(Level::kMust, kPass),
                                unjudged(Level::kShould, "nats-server 2.10")});
  report.is_strict = true;

  EXPECT_EQ(report.verdict, Verdict::kPartial);
  EXPECT_EQ(exit_code(report), 1);
  EXPECT_EQ(headline(report),
            "no failure; 1 of 2 cases needs nats-server 2.10; --strict asks "
            "that all be judged");
}

TEST(Verdict, NamesAllThatJudgingTakes) {
  const RunReport report =
      report_of(times(5, result(Level::kMust, kPass)) +
                times(1, unjudged(Level::kShould, "nats-server 2.10")) +
                times(3, unjudged(Level::kMust, "report lines")) +
                times(1, unjudged(Level::kMust, "")));

  EXPECT_EQ(headline(report),
            "no failure; 5 of 10 cases could not be judged: 3 need report "
            "lines, 1 is not supported, 1 needs nats-server 2.10");
}

TEST(Verdict, TellsOfTheUnjudgedBesideFailures) {
  EXPECT_EQ(headline(report_of({result(Level::kMust, kFail),
                                unjudged(Level::kMust, "report lines")})),
            "not conformant: 1 must case failed; 1 of 2 cases needs report "
            "lines");
}

TEST(Verdict, DoesNotMissWhatDoesNotCount) {
  CaseResult may = unjudged(Level::kMay, "report lines");
  may.counts = false;

  EXPECT_EQ(verdict_of({result(Level::kMust, kPass), may}, 2),
            Verdict::kConformant);
}

TEST(Verdict, IsNotConformantWhenNothingCouldBeJudged) {
  const RunReport report =
      report_of(times(3, unjudged(Level::kMust, "report lines")));

  EXPECT_EQ(report.verdict, Verdict::kNotConformant);
  EXPECT_EQ(exit_code(report), 1);
  EXPECT_EQ(headline(report),
            "not conformant: nothing could be judged; 3 of 3 cases need report "
            "lines");
}

TEST(Verdict, IsPartialRatherThanASubset) {
  EXPECT_EQ(headline(report_of({result(Level::kMust, kPass),
                                unjudged(Level::kMust, "report lines")},
                               false)),
            "no failure; 1 of 2 cases needs report lines; 2 of 143 cases were "
            "run");
}

TEST(Verdict, IsPartialBesideKnownFailures) {
  CaseResult known = result(Level::kMust, kFail);
  known.is_expected_failure = true;

  const RunReport report = report_of({known, result(Level::kMust, kPass),
                                      unjudged(Level::kMust, "report lines")});

  EXPECT_EQ(report.verdict, Verdict::kPartial);
  EXPECT_EQ(headline(report),
            "no failure but 1 known to the baseline; 1 of 3 cases needs report "
            "lines");
}

TEST(Verdict, ClaimsNothingForASubset) {
  EXPECT_EQ(verdict_of({result(Level::kMust, kPass)}, 1, false),
            Verdict::kSubsetPassed);
}

TEST(Verdict, NeverSaysPassedOfFailuresThatDoNotCount) {
  const RunReport report =
      report_of({result(Level::kMay, kFail, false)}, false);

  EXPECT_EQ(exit_code(report), 0);
  EXPECT_EQ(headline(report),
            "nothing that counts was run: 1 of 143 cases were run, at a level "
            "that does not count");
}

TEST(Verdict, IsNotScoredAfterAnError) {
  const RunReport report =
      report_of({result(Level::kMust, kFail), result(Level::kMust, kError)});

  EXPECT_EQ(report.verdict, Verdict::kNotScored);
  EXPECT_EQ(exit_code(report), 3);
}

TEST(Verdict, IsNotScoredUnlessPlannedIsTheSumOfOutcomes) {
  EXPECT_EQ(verdict_of({result(Level::kMust, kPass)}, 2), Verdict::kNotScored);
  EXPECT_EQ(verdict_of({}, 0), Verdict::kNotScored);
}

}  // namespace
}  // namespace chefs::conformance
