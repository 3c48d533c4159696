// `up -- COMMAND`: what the command sees, and how both end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include "tests/cli/up/running_up.h"
#include "tests/support/process_end.h"

namespace chefs::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(UpCommand, GivesItsExitCode) {
  const TemporaryFolder temporary;

  EXPECT_EQ(run_up(temporary, {"--", "sh", "-c", "exit 0"}).exit_code, 0);
  EXPECT_EQ(run_up(temporary, {"--", "sh", "-c", "exit 42"}).exit_code, 42);
}

TEST(UpCommand, GivesTheSignalThatKilledItAsAShellDoes) {
  const TemporaryFolder temporary;

  EXPECT_EQ(run_up(temporary, {"--", "sh", "-c", "kill -9 $$"}).exit_code,
            128 + SIGKILL);
}

TEST(UpCommand, HasTheVariablesOfTheEnvFile) {
  const TemporaryFolder folder;
  const std::string file = folder / "consumer.env";
  const std::string script =
      "for name in SERVERS WEBSOCKETS DURABLE_NAME ENCRYPTION_KEY SOURCE "
      "NKEY_USER NKEY_SEED; do printenv $name || echo unset; done";

  const Finished command =
      run_up(folder, {"--env-file", file, "--", "sh", "-c", script});

  const Finished sourced =
      run_program({.argv = {"sh", "-c", "set -a; . \"$0\"; " + script, file}});
  EXPECT_EQ(command.out, sourced.out);
  EXPECT_THAT(command.out, HasSubstr("ws://127.0.0.1:"));
}

TEST(UpCommand, HasStandardOutputToItself) {
  const TemporaryFolder temporary;

  const Finished run = run_up(temporary, {"--", "echo", "only this"});

  EXPECT_EQ(run.out, "only this\n");
  EXPECT_THAT(run.err, HasSubstr("The CHEFS stream is ready"));
}

TEST(UpCommand, KeepsItsOwnArgumentsAsTheyAre) {
  const TemporaryFolder temporary;

  const Finished run =
      run_up(temporary, {"--", "printf", "%s|", "--json", "--", "up", "a b"});

  EXPECT_EQ(run.out, "--json|--|up|a b|");
}

TEST(UpCommand, ReadsTheStandardInput) {
  const TemporaryFolder temporary;

  const Finished run =
      run_program({.argv = {chefs_mock().string(), "up", "--", "cat"},
                   .in = "typed",
                   .environment = {{"TMPDIR", temporary.path().string()}}});

  EXPECT_EQ(run.out, "typed");
}

TEST(UpCommand, IsLookedForBeforeAnythingIsStarted) {
  const TemporaryFolder temporary;

  const Finished run = run_up(temporary, {"--", "no-such-program"});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.err,
            "chefs-mock: cannot run no-such-program: no such program "
            "in PATH\n");
  EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
}

// The command tells that it runs by writing into this, and is then waited for.
class UpCommandOnSignal : public ::testing::Test {
 protected:
  UpCommandOnSignal() { ::mkfifo((folder_ / "running").c_str(), 0600); }

  std::unique_ptr<RunningUp> start(const std::string& script) {
    auto up = std::make_unique<RunningUp>(std::vector<std::string>{
        "--", "bash", "-c", script, (folder_ / "running").string()});
    EXPECT_EQ(read_file(folder_ / "running"), "running\n");
    return up;
  }

  const TemporaryFolder folder_;
};

TEST_F(UpCommandOnSignal, GetsTheSignalItself) {
  const auto up = start(
      "trap 'exit 9' INT; echo running > \"$0\"; "
      "while :; do read -t 1 <> <(:); done");

  up->process().send_signal(SIGINT);

  EXPECT_EQ(up->wait().code(), 9);
  EXPECT_THAT(up->run_folders(), IsEmpty());
}

TEST_F(UpCommandOnSignal, GivesTheCodeOfTheSignalIfItDoesNotHandleIt) {
  const auto up = start("echo running > \"$0\"; exec tail -f /dev/null");

  up->process().send_signal(SIGTERM);

  EXPECT_EQ(up->wait().code(), 128 + SIGTERM);
}

TEST_F(UpCommandOnSignal, IsEndedWithAllThatItStarted) {
  const auto up = start(
      "tail -f /dev/null & echo $! > \"$0.pid\"; echo running > \"$0\"; wait");
  const pid_t grandchild = std::stoi(read_file(folder_ / "running.pid"));

  up->process().send_signal(SIGTERM);

  up->wait();
  EXPECT_TRUE(ends_within(grandchild, kPatience));
}

TEST_F(UpCommandOnSignal, IsEndedWhenTheServerDies) {
  const auto up = start(
      "echo $$ > \"$0.pid\"; echo running > \"$0\"; "
      "exec tail -f /dev/null");
  const pid_t command = std::stoi(read_file(folder_ / "running.pid"));

  ::kill(up->server_pid(), SIGKILL);

  EXPECT_EQ(up->wait().code(), 3);
  EXPECT_THAT(up->errors(), HasSubstr("nats-server was killed by SIGKILL"));
  EXPECT_TRUE(ends_within(command, kPatience));
}

}  // namespace
}  // namespace chefs::tests
