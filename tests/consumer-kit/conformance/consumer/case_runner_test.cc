// The case runner with a real server, the proxy, and small programs.
#include "consumer-kit/conformance/consumer/case_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <time.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "consumer-kit/conformance/process/program_under_test.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/script.h"

namespace chefs::conformance {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Program reference_consumer() {
  return find_program({CHEFS_MOCK_PROGRAM, "consume", "--json"});
}

ConsumerCase case_with(std::vector<CaseMessage> messages,
                       std::vector<Step> steps) {
  ConsumerCase asked;
  asked.info.id = "consumer.stage.test";
  asked.messages = std::move(messages);
  asked.steps = std::move(steps);
  return asked;
}

CaseRecord play(const ConsumerCase& asked, const Program& program,
                double patience = 1.0) {
  CaseOptions options;
  options.program = program;
  options.seed = 7;
  options.patience = patience;
  const StopEvent stop;
  return play_consumer_case(asked, options, stop);
}

std::vector<TimelineEvent> events(const CaseRecord& record, EventKind kind) {
  std::vector<TimelineEvent> found;
  std::ranges::copy_if(
      record.timeline.events, std::back_inserter(found),
      [kind](const TimelineEvent& event) { return event.kind == kind; });
  return found;
}

AwaitStep await_exit(
    std::chrono::milliseconds within = std::chrono::seconds(15)) {
  AwaitStep step;
  step.has_exited = true;
  step.within = within;
  return step;
}

// Whether a process runs whose environment or arguments hold the text.
bool runs_anywhere(const std::string& text) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    for (const char* file : {"environ", "cmdline"}) {
      std::ifstream in(entry.path() / file, std::ios::binary);
      const std::string found{std::istreambuf_iterator<char>(in), {}};
      if (found.find(text) != std::string::npos) return true;
    }
  }
  return false;
}

TEST(CaseRunner, LetsTheReferenceConsumerReadWhatWasPublished) {
  const ConsumerCase asked =
      case_with({{.name = "open"}, {.name = "sealed", .kind = "private"}},
                {PublishStep{{"open", "sealed"}}, StartStep{},
                 AwaitStep{.acked = {"open", "sealed"},
                           .reported = {"open", "sealed"},
                           .is_drained = true}});

  const CaseRecord record = play(asked, reference_consumer());

  EXPECT_TRUE(record.timeline.is_reporting);
  EXPECT_EQ(events(record, EventKind::kPublished).size(), 2u);
  EXPECT_EQ(events(record, EventKind::kDelivered).size(), 2u);
  EXPECT_EQ(events(record, EventKind::kAcked).size(), 2u);
  EXPECT_TRUE(events(record, EventKind::kGaveUp).empty());
  EXPECT_TRUE(record.timeline.secrets.empty());
  const auto reports = events(record, EventKind::kReported);
  ASSERT_EQ(reports.size(), 2u);
  const Report sealed = report_of(record.timeline, reports[1]);
  EXPECT_EQ(sealed.outcome, "processed");
  EXPECT_EQ(sealed.plaintext_sha256,
            record.timeline.messages.find(2)->plaintext_sha256.view());
  const auto durables = events(record, EventKind::kDurable);
  ASSERT_EQ(durables.size(), 1u);
  EXPECT_EQ(durables[0].sequence, 2u);
}

TEST(CaseRunner, CountsADeadlineFromTheFirstTryToConnect) {
  const ConsumerCase asked = case_with(
      {{.name = "open"}},
      {PublishStep{{"open"}}, StartStep{},
       AwaitStep{.acked = {"open"}, .within = std::chrono::milliseconds(1)}});

  const CaseRecord record = play(asked, reference_consumer());

  const auto connections = events(record, EventKind::kConnected);
  const auto vain = events(record, EventKind::kGaveUp);
  ASSERT_EQ(connections.size(), 1u);
  ASSERT_LE(vain.size(), 1u);
  for (const TimelineEvent& each : vain) EXPECT_GE(each.at, connections[0].at);
}

// Of this process: the server's and the program's are not in it.
double processor_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) +
         static_cast<double>(used.tv_nsec) * 1e-9;
}

TEST(CaseRunner, RestsWhileItObserves) {
  constexpr std::chrono::seconds kSpan{2};
  const Script script = shell("exec sleep 1000\n");
  const ConsumerCase asked =
      case_with({}, {StartStep{}, ObserveStep{.name = "rest", .span = kSpan}});
  const double before = processor_seconds();

  // Nothing connects: that is waited for first.
  play(asked, script.program(), /*patience=*/0.05);

  EXPECT_LT(processor_seconds() - before,
            std::chrono::duration<double>(kSpan).count() / 2);
}

TEST(CaseRunner, GivesUpAtOnceOnAProgramThatIsGone) {
  const Script script = shell("exit 3\n");
  const ConsumerCase asked = case_with(
      {{.name = "open"}},
      {PublishStep{{"open"}}, StartStep{},
       AwaitStep{.acked = {"open"}, .within = std::chrono::hours(1)}});

  const CaseRecord record = play(asked, script.program());

  const auto exits = events(record, EventKind::kExited);
  ASSERT_EQ(exits.size(), 1u);
  EXPECT_EQ(exits[0].count, 3u);
  EXPECT_EQ(events(record, EventKind::kGaveUp).size(), 1u);
}

TEST(CaseRunner, EndsWhatForksAway) {
  const Script script = shell(
      "setsid sh -c 'setsid sleep 1000 & echo $! > \"$0.pid\"' \"$0\"\n"
      "exit 0\n");
  const ConsumerCase asked = case_with({}, {StartStep{}, await_exit()});

  const CaseRecord record = play(asked, script.program());

  const auto exits = events(record, EventKind::kExited);
  ASSERT_EQ(exits.size(), 1u);
  EXPECT_THAT(exits[0].text, HasSubstr("left"));
  const std::string pid = tests::read_file(script.folder() / "program.pid");
  ASSERT_FALSE(pid.empty());
  // A zombie, which its new parent has not yet reaped, has no arguments.
  EXPECT_EQ(
      tests::read_file("/proc/" + pid.substr(0, pid.size() - 1) + "/cmdline"),
      "");
}

TEST(CaseRunner, KillsAProgramThatIgnoresSigterm) {
  const Script script = Script(
      "/usr/bin/env python3",
      "import signal, time\n"
      "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
      "print('{\"chefs\":1,\"seq\":1,\"outcome\":\"ignored\"}', flush=True)\n"
      "signal.pause()\n");
  ConsumerCase asked = case_with(
      {{.name = "open"}},
      {PublishStep{{"open"}}, StartStep{}, AwaitStep{.reported = {"open"}},
       SignalStep{SIGTERM}, await_exit(std::chrono::milliseconds(300))});

  const CaseRecord record = play(asked, script.program(), 0.5);

  EXPECT_EQ(events(record, EventKind::kGaveUp).size(), 1u);
  const auto marks = events(record, EventKind::kMarked);
  EXPECT_TRUE(std::ranges::any_of(marks, [](const TimelineEvent& event) {
    return event.text.starts_with("killed: it was still there");
  }));
  EXPECT_EQ(events(record, EventKind::kExited).at(0).count, 128u + SIGKILL);
}

TEST(CaseRunner, StopsAFloodOfOutput) {
  const Script script = shell("exec yes 'nothing to see here'\n");
  const ConsumerCase asked =
      case_with({}, {StartStep{}, await_exit(std::chrono::seconds(100))});

  const CaseRecord record = play(asked, script.program());

  const auto marks = events(record, EventKind::kMarked);
  EXPECT_TRUE(std::ranges::any_of(marks, [](const TimelineEvent& event) {
    return event.text == "killed: it floods its output";
  }));
  EXPECT_LT(record.timeline.output_tail.size(), 10'000u);
}

TEST(CaseRunner, NotesReportsThatAreNone) {
  const Script script = shell(
      "echo '{\"chefs\":1,\"seq\":1}'\n"
      "echo '{\"chefs\":1,\"seq\":1,\"outcome\":\"fine\"}'\n"
      "echo '{\"chefs\":1,\"seq\":99,\"outcome\":\"processed\"}'\n"
      "echo 'a line of log'\n"
      "printf '{\"chefs\":1,\"seq\":1,\"outc'\n");
  const ConsumerCase asked = case_with({}, {StartStep{}, await_exit()});

  const CaseRecord record = play(asked, script.program());

  const auto bad = events(record, EventKind::kBadReport);
  ASSERT_EQ(bad.size(), 3u);
  EXPECT_THAT(bad[0].text, HasSubstr("no outcome"));
  EXPECT_THAT(bad[1].text, HasSubstr("none of processed"));
  EXPECT_THAT(bad[2].text, HasSubstr("no JSON"));
  // Of a message that there is not: for the judge to see.
  EXPECT_EQ(events(record, EventKind::kReported).at(0).sequence, 99u);
  EXPECT_THAT(record.timeline.output_tail, HasSubstr("a line of log"));
}

TEST(CaseRunner, SeesSecretsInOutputAndArguments) {
  const Script script = shell(
      "echo \"seed $NKEY_SEED\"\n"
      "echo \"key $ENCRYPTION_KEY\" >&2\n"
      "sh -c 'echo "
      "\"{\\\"chefs\\\":1,\\\"seq\\\":1,\\\"outcome\\\":\\\"ignored\\\"}\"; "
      "sleep 1000; :' \"$ENCRYPTION_KEY\" \"$CHEFS_API_KEYS\"\n");
  const ConsumerCase asked = case_with(
      {{.name = "open"}},
      {PublishStep{{"open"}}, StartStep{}, AwaitStep{.reported = {"open"}}});

  const CaseRecord record = play(asked, script.program());

  const auto& found = record.timeline.secrets;
  const auto has = [&](const char* what, const char* where) {
    return std::ranges::any_of(found, [&](const FoundSecret& secret) {
      return secret.what == what && secret.where == where;
    });
  };
  EXPECT_TRUE(has("the NKey seed", "on standard output"));
  EXPECT_TRUE(has("a form's key", "on standard error"));
  EXPECT_TRUE(has("a form's key", "in its arguments"));
  EXPECT_THAT(record.timeline.output_tail, HasSubstr("seed [hidden]"));
}

TEST(CaseRunner, StopsAndStartsTheServerUnderTheProgram) {
  const ConsumerCase asked = case_with(
      {{.name = "before"}, {.name = "after"}},
      {PublishStep{{"before"}}, StartStep{}, AwaitStep{.acked = {"before"}},
       ServerStep{producer::ServerAction::kKill},
       ServerStep{producer::ServerAction::kStart}, PublishStep{{"after"}},
       AwaitStep{.acked = {"after"}}});

  const CaseRecord record = play(asked, reference_consumer());

  EXPECT_TRUE(events(record, EventKind::kGaveUp).empty());
  EXPECT_EQ(events(record, EventKind::kServer).size(), 2u);
  EXPECT_GE(events(record, EventKind::kConnected).size(), 2u);
}

TEST(CaseRunner, StopsTheLeaderOfThreeServers) {
  ConsumerCase asked = case_with(
      {{.name = "before"}, {.name = "after"}},
      {PublishStep{{"before"}}, StartStep{}, AwaitStep{.acked = {"before"}},
       ServerStep{producer::ServerAction::kStopLeader}, PublishStep{{"after"}},
       AwaitStep{.acked = {"after"}, .within = std::chrono::seconds(60)}});
  asked.setup.servers = 3;

  const CaseRecord record = play(asked, reference_consumer());

  EXPECT_TRUE(events(record, EventKind::kGaveUp).empty());
  const auto server = events(record, EventKind::kServer);
  ASSERT_EQ(server.size(), 2u);
  EXPECT_THAT(server[0].text, HasSubstr("leads the stream"));
}

TEST(CaseRunner, ScriptsTheRecoveryApi) {
  ConsumerCase asked = case_with(
      {{.name = "huge", .kind = "error"}},
      {PublishStep{{"huge"}}, StartStep{}, AwaitStep{.reported = {"huge"}}});
  asked.setup.api = {"503", "truncated", "200"};

  const CaseRecord record = play(asked, reference_consumer());

  const auto asks = events(record, EventKind::kApiAsked);
  ASSERT_EQ(asks.size(), 3u);
  EXPECT_EQ(asks[0].count, 503u);
  EXPECT_EQ(asks[2].count, 200u);
  const auto reports = events(record, EventKind::kReported);
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_THAT(reports[0].text, StartsWith("recovered"));
}

TEST(CaseRunner, LeavesNothingRunningWhenItIsInterrupted) {
  const Script script = shell("exec sleep 1000\n");
  ConsumerCase asked = case_with({}, {StartStep{}, await_exit()});
  StopEvent stop;
  CaseOptions options;
  options.program = script.program();
  std::string mark;
  options.on_event = [&](const TimelineEvent& event) {
    if (event.kind == EventKind::kStarted) stop.request();
  };

  EXPECT_THROW(play_consumer_case(asked, options, stop), CaseInterrupted);

  EXPECT_FALSE(runs_anywhere(script.program().file.string()));
}

}  // namespace
}  // namespace chefs::conformance
