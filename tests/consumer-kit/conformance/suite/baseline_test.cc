#include "consumer-kit/conformance/suite/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "consumer-kit/conformance/suite/verdict.h"

namespace chefs::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CheckResult check(std::string name, OutcomeKind outcome) {
  CheckResult made;
  made.name = std::move(name);
  made.outcome = outcome;
  made.why = "the text given is\nempty";
  return made;
}

CaseResult result(std::string id, std::vector<CheckResult> checks) {
  CaseResult made;
  made.info.id = std::move(id);
  made.outcome = outcome_of(checks);
  made.checks = std::move(checks);
  return made;
}

RunReport run_with_failures() {
  RunReport report;
  report.suite_version = "1.2.3";
  report.case_set.digest = "d1635";
  report.case_set.is_complete = true;
  report.cases = {
      result("a.passes", {check("one", OutcomeKind::kPass)}),
      result("a.fails", {check("one", OutcomeKind::kFail),
                         check("two", OutcomeKind::kFail)}),
      result("a.partly", {check("one", OutcomeKind::kPass),
                          check("two", OutcomeKind::kFail)}),
  };
  return report;
}

std::vector<KnownCase> known() {
  return {{"a.passes", {"one"}, true},
          {"a.fails", {"one", "two"}, true},
          {"a.partly", {"one", "two"}, true},
          {"a.left-out", {"one"}, false}};
}

TEST(ParseBaseline, ReadsIdsReasonsAndComments) {
  const auto entries = parse_baseline(
      "# what we know\n"
      "\n"
      "decrypt.a.b   waits for the driver\r\n"
      "  decrypt.a.c:check # our wrapper\n"
      "decrypt.a.d");

  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].id(), "decrypt.a.b");
  EXPECT_EQ(entries[0].reason, "waits for the driver");
  EXPECT_EQ(entries[0].line, 3u);
  EXPECT_EQ(entries[1].case_id, "decrypt.a.c");
  EXPECT_EQ(entries[1].check, "check");
  EXPECT_EQ(entries[1].reason, "our wrapper");
  EXPECT_EQ(entries[2].id(), "decrypt.a.d");
}

TEST(RefuseEntries, TakesEntriesThatFit) {
  EXPECT_THAT(
      refuse_entries(parse_baseline("a.fails\na.partly:two\n"), known()),
      IsEmpty());
}

TEST(RefuseEntries, NamesUnknownCasesAndChecks) {
  EXPECT_THAT(
      refuse_entries(parse_baseline("a.fials\na.partly:three\n"), known()),
      ElementsAre(HasSubstr("line 1: there is no case 'a.fials'"),
                  HasSubstr("line 2: the case 'a.partly' has no check "
                            "'three'")));
}

TEST(RefuseEntries, NamesEntriesThatMatchNothingInThisRun) {
  EXPECT_THAT(refuse_entries(parse_baseline("a.left-out\n"), known()),
              ElementsAre(HasSubstr("'a.left-out' matches nothing in this "
                                    "run")));
}

TEST(RefuseEntries, NamesRepetitions) {
  EXPECT_THAT(refuse_entries(parse_baseline("a.fails\na.fails\n"), known()),
              ElementsAre("line 2: 'a.fails' stands there twice"));
}

TEST(ApplyBaseline, ExcusesWhatItNames) {
  RunReport report = run_with_failures();

  report.baseline_problems =
      apply_baseline(parse_baseline("a.fails\na.partly:two\n"), report.cases);
  conclude(report, 3);

  EXPECT_THAT(report.baseline_problems, IsEmpty());
  EXPECT_EQ(report.verdict, Verdict::kAsExpected);
  EXPECT_EQ(exit_code(report), 0);
  EXPECT_EQ(report.tally.expected_failures, 2u);
}

TEST(ApplyBaseline, ExcusesNoCheckThatItDoesNotName) {
  RunReport report = run_with_failures();

  apply_baseline(parse_baseline("a.fails:one\na.partly\n"), report.cases);
  conclude(report, 3);

  EXPECT_EQ(report.verdict, Verdict::kNotConformant);
  EXPECT_EQ(report.tally.failures.all(), 1u);
}

TEST(ApplyBaseline, IsStrictAboutWhatPassesNow) {
  RunReport report = run_with_failures();

  report.baseline_problems = apply_baseline(
      parse_baseline("a.fails\na.partly\na.passes\n"), report.cases);
  conclude(report, 3);

  EXPECT_THAT(report.baseline_problems,
              ElementsAre(HasSubstr("line 3: 'a.passes' was expected to fail "
                                    "and passes now")));
  EXPECT_EQ(exit_code(report), 1);
}

TEST(ApplyBaseline, IsStrictAboutWhatCannotBeJudged) {
  RunReport report = run_with_failures();
  report.cases.push_back(
      result("a.unjudged", {check("one", OutcomeKind::kUnsupported)}));

  report.baseline_problems = apply_baseline(
      parse_baseline("a.fails\na.partly\na.unjudged\n"), report.cases);
  conclude(report, 4);

  EXPECT_THAT(report.baseline_problems,
              ElementsAre("line 3: 'a.unjudged' was expected to fail and could "
                          "not be judged, which needs no entry; take it out"));
  EXPECT_EQ(exit_code(report), 1);
}

TEST(WriteBaseline, LeavesOutWhatCannotBeJudged) {
  RunReport report = run_with_failures();
  report.cases.push_back(
      result("a.unjudged", {check("one", OutcomeKind::kUnsupported)}));

  EXPECT_EQ(write_baseline(report).find("a.unjudged"), std::string::npos);
}

TEST(WriteBaseline, MakesAFileThatFitsTheRun) {
  RunReport report = run_with_failures();

  const auto entries = parse_baseline(write_baseline(report));
  report.baseline_problems = apply_baseline(entries, report.cases);
  conclude(report, 3);

  EXPECT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].id(), "a.fails");
  EXPECT_EQ(entries[1].id(), "a.partly:two");
  EXPECT_EQ(entries[1].reason, "the text given is empty");
  EXPECT_EQ(report.verdict, Verdict::kAsExpected);
}

}  // namespace
}  // namespace chefs::conformance
