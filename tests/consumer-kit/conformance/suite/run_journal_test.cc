// What is left of a run whose process is gone.
#include "consumer-kit/conformance/suite/run_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

#include "consumer-kit/conformance/report/report_json.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;
using namespace std::chrono_literals;

CaseResult failed() {
  CheckResult check;
  check.name = "order";
  check.outcome = OutcomeKind::kFail;
  check.is_unproven = true;
  check.answer = "reject";
  check.expected = "1, 2";
  check.observed = "2, 1 \xc3\xa9\n";
  check.why = "because";
  check.evidence = {
      {.title = "sent",
       .spans = {{.text = "00", .role = "salt", .is_marked = true}}}};
  check.exchange = {
      {.at = 3us, .who = "runner", .what = "asks", .is_marked = true}};
  check.wrong_at = 7us;
  check.took = 9us;
  CaseResult result;
  result.outcome = OutcomeKind::kFail;
  result.counts = false;
  result.checks = {check, check};
  result.likely = {{.name = "never-acknowledges",
                    .sentence = "Your consumer does not acknowledge.",
                    .seen = "nothing came",
                    .at = 4us}};
  result.traces = {.last_lines = {"a", "b"},
                   .exit = "ended",
                   .refusals = {"-ERR"},
                   .consumers = {"mine"}};
  result.chart = {.lanes = {"server", "program"},
                  .marks = {{.at = 1us,
                             .until = 5us,
                             .lane = 1,
                             .tone = MarkTone::kBad,
                             .count = 2,
                             .text = "lost"}},
                  .wrong_at = 5us};
  result.bundle = "bundles/a";
  return result;
}

// As a crash would leave it: without a destructor, in the midst of a run.
RunSoFar after(const std::function<void(RunJournal&)>& run) {
  RunJournal journal(4);
  const pid_t child = ::fork();
  if (child == 0) {
    run(journal);
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return journal.read();
}

TEST(RunJournal, KeepsAllOfAResult) {
  const RunSoFar done = after([](RunJournal& journal) {
    journal.begin(2);
    journal.end(2, failed());
  });

  ASSERT_THAT(done.ended, ElementsAre(Key(2)));
  EXPECT_EQ(case_result_as_json(done.ended.at(2)).dump(),
            case_result_as_json(failed()).dump());
  EXPECT_EQ(done.ended.at(2).checks.at(1).wrong_at, 7us);
}

TEST(RunJournal, TellsWhatIsRunningFromWhatEndedAndFromTheRest) {
  const RunSoFar done = after([](RunJournal& journal) {
    journal.begin(0);
    journal.begin(1);
    journal.end(0, {});
    journal.begin(3);
    journal.end(3, {});
    journal.begin(3);
  });

  EXPECT_THAT(done.running, ElementsAre(1, 3));
  EXPECT_THAT(done.ended, ElementsAre(Key(0), Key(3)));
}

TEST(RunJournal, TakesTheLastResultOfACase) {
  const RunSoFar done = after([](RunJournal& journal) {
    journal.end(1, failed());
    CaseResult passed;
    passed.outcome = OutcomeKind::kPass;
    journal.end(1, passed);
    journal.begin(1);
    journal.end_again(1);
  });

  EXPECT_TRUE(done.running.empty());
  EXPECT_EQ(done.ended.at(1).outcome, OutcomeKind::kPass);
}

TEST(CrashedRun, NamesTheSignalAndTheCasesThatWereRunning) {
  std::vector<CaseInfo> infos(3);
  infos[0].id = "a.one";
  infos[1].id = "a.two";
  infos[2].id = "a.three";
  infos[2].level = Level::kShould;
  RunSoFar done;
  done.ended[0] = failed();
  done.running = {2};
  RunReport report;
  report.level = Level::kMust;

  report_crash(report, infos, std::move(done), SIGSEGV);

  ASSERT_EQ(report.cases.size(), 2u);
  EXPECT_EQ(report.cases[0].info.id, "a.one");
  EXPECT_EQ(report.cases[0].outcome, OutcomeKind::kFail);
  EXPECT_TRUE(report.cases[0].counts);
  EXPECT_EQ(report.cases[1].info.id, "a.three");
  EXPECT_EQ(report.cases[1].outcome, OutcomeKind::kError);
  EXPECT_FALSE(report.cases[1].counts);
  EXPECT_THAT(report.notes,
              ElementsAre(HasSubstr("signal 11 (Segmentation fault)")));
  EXPECT_THAT(report.notes[0],
              HasSubstr("1 of 3 cases were done; running: a.three"));
}

}  // namespace
}  // namespace chefs::conformance
