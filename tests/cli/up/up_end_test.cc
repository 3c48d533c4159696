#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include "tests/cli/up/running_up.h"
#include "tests/support/process_end.h"

namespace chefs::tests {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class UpEndsOnSignal : public ::testing::TestWithParam<int> {};

TEST_P(UpEndsOnSignal, CleanlyAndLeavesNothing) {
  RunningUp up;
  const pid_t server = up.server_pid();

  up.process().send_signal(GetParam());

  EXPECT_EQ(up.wait().code(), 0);
  EXPECT_EQ(up.errors(), "");
  EXPECT_TRUE(ends_within(server, 0ms));
  EXPECT_THAT(up.run_folders(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(, UpEndsOnSignal,
                         ::testing::Values(SIGINT, SIGTERM, SIGHUP));

TEST(UpEnd, ComesAfterTheGivenTime) {
  const TemporaryFolder temporary;
  const auto start = steady_clock::now();

  const Finished run = run_up(temporary, {"--json", "--run-for", "300ms"});

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_GE(steady_clock::now() - start, 300ms);
}

TEST(UpEnd, ComesAtOnceWhenTheServerDiesAndShowsItsLog) {
  RunningUp up;
  const auto start = steady_clock::now();

  ::kill(up.server_pid(), SIGKILL);

  EXPECT_EQ(up.wait().code(), 3);
  EXPECT_LT(steady_clock::now() - start, 2s);
  EXPECT_THAT(up.errors(), AllOf(HasSubstr("nats-server was killed by SIGKILL"),
                                 HasSubstr("Server is ready")));
  EXPECT_THAT(up.run_folders(), IsEmpty());
}

TEST(UpEnd, KeepsAStoreThatWasNamed) {
  const TemporaryFolder folder;
  const std::vector<std::string> arguments = {"--store", folder / "store",
                                              "--json", "--run-for", "0s"};

  const Finished first = run_up(folder, arguments);
  const Finished second = run_up(folder, arguments);

  EXPECT_EQ(contract::Json::parse(first.out)["stream"]["origin"], "created");
  EXPECT_EQ(contract::Json::parse(second.out)["stream"]["origin"], "found");
}

TEST(UpEnd, NeedsNoReadyServer) {
  const TemporaryFolder folder;
  // Tells a version, and then never listens.
  write_script(
      folder / "nats-server",
      "#!/bin/sh\n"
      "[ \"$1\" != --version ] || { echo nats-server: v2.10.0; exit; }\n"
      "echo started > '" +
          (folder / "started").string() +
          "'\n"
          "exec tail -f /dev/null\n");
  ::mkfifo((folder / "started").c_str(), 0600);
  producer::ChildProcess up(
      {.program = chefs_mock(),
       .arguments = {"up", "--nats-server", folder / "nats-server"},
       .environment = {{"TMPDIR", folder.path().string()}}});
  ASSERT_EQ(read_file(folder / "started"), "started\n");

  up.send_signal(SIGINT);

  const auto status = up.wait_for(kPatience);
  ASSERT_TRUE(status.has_value());
  EXPECT_EQ(status->describe(), "exited with status 0");
}

TEST(UpEnd, ComesWithoutAWordWhenNobodyReadsItsOutput) {
  const TemporaryFolder temporary;
  // Descriptor 5 is a pipe whose reader is gone.
  const std::string script =
      "mkfifo \"$TMPDIR/pipe\"; exec 4<>\"$TMPDIR/pipe\" "
      "5>\"$TMPDIR/pipe\" 4>&-; exec \"$0\" up --json >&5";

  const Finished run =
      run_program({.argv = {"bash", "-c", script, chefs_mock().string()},
                   .environment = {{"TMPDIR", temporary.path().string()}}});

  EXPECT_EQ(run.exit_code, 141);
  EXPECT_EQ(run.err, "");
}

}  // namespace
}  // namespace chefs::tests
