#include "consumer-kit/conformance/verdict.h"

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

Verdict verdict_of(std::vector<CaseResult> cases, std::size_t planned,
                   bool is_complete = true) {
  RunReport report;
  report.cases = std::move(cases);
  report.case_set.is_complete = is_complete;
  conclude(report, planned);
  return report.verdict;
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
  EXPECT_EQ(verdict_of({result(Level::kMust, kPass)}, 1), Verdict::kConformant);
  EXPECT_EQ(exit_code(Verdict::kConformant), 0);
}

TEST(Verdict, DoesNotCountOtherLevels) {
  EXPECT_EQ(verdict_of({result(Level::kMust, kPass),
                        result(Level::kShould, kFail, false)},
                       2),
            Verdict::kConformant);
}

TEST(Verdict, IsNotConformantAfterOneFailure) {
  EXPECT_EQ(
      verdict_of({result(Level::kMust, kPass), result(Level::kMust, kFail)}, 2),
      Verdict::kNotConformant);
  EXPECT_EQ(exit_code(Verdict::kNotConformant), 1);
}

TEST(Verdict, TakesUnsupportedForNoPass) {
  EXPECT_EQ(verdict_of({result(Level::kMust, kUnsupported)}, 1),
            Verdict::kNotConformant);
}

TEST(Verdict, ClaimsNothingForASubset) {
  EXPECT_EQ(verdict_of({result(Level::kMust, kPass)}, 1, false),
            Verdict::kSubsetPassed);
}

TEST(Verdict, IsNotScoredAfterAnError) {
  EXPECT_EQ(verdict_of(
                {result(Level::kMust, kFail), result(Level::kMust, kError)}, 2),
            Verdict::kNotScored);
  EXPECT_EQ(exit_code(Verdict::kNotScored), 3);
}

TEST(Verdict, IsNotScoredUnlessPlannedIsTheSumOfOutcomes) {
  EXPECT_EQ(verdict_of({result(Level::kMust, kPass)}, 2), Verdict::kNotScored);
  EXPECT_EQ(verdict_of({}, 0), Verdict::kNotScored);
}

}  // namespace
}  // namespace chefs::conformance
