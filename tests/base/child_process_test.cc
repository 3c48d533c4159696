#include "base/child_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>

#include <thread>

#include "base/environment_error.h"
#include "tests/support/process_end.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using namespace std::chrono_literals;
using base::EnvironmentError;
using base::FileDescriptor;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto kLongEnough = 20s;

ChildProcessOptions shell(const std::string& script) {
  return {.program = "/bin/sh", .arguments = {"-c", script}, .output = Piped{}};
}

ChildProcessOptions waiting() { return shell("exec tail -f /dev/null"); }

std::string read_all(const FileDescriptor& from) {
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = ::read(from.get(), buffer, sizeof(buffer))) > 0;) {
    text.append(buffer, static_cast<std::size_t>(n));
  }
  return text;
}

std::string output_of(ChildProcessOptions options) {
  ChildProcess child(std::move(options));
  return read_all(child.take_output());
}

std::string read_line(const FileDescriptor& from) {
  std::string line;
  for (char c; ::read(from.get(), &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

bool becomes_readable(int descriptor) {
  pollfd wanted{.fd = descriptor, .events = POLLIN, .revents = 0};
  return ::poll(&wanted, 1,
                static_cast<int>(
                    std::chrono::milliseconds(kLongEnough).count())) == 1;
}

TEST(ChildProcess, ReportsTheExitStatus) {
  ChildProcess child(shell("exit 7"));

  const auto status = child.wait_for(kLongEnough);

  ASSERT_TRUE(status.has_value());
  EXPECT_EQ(status->code(), 7);
  EXPECT_EQ(status->shell_code(), 7);
  EXPECT_EQ(status->describe(), "exited with status 7");
}

TEST(ChildProcess, NamesTheSignalThatEndedIt) {
  ChildProcess child(shell("kill -KILL $$"));

  const ExitStatus status = child.wait();

  EXPECT_EQ(status.code(), std::nullopt);
  EXPECT_EQ(status.shell_code(), 128 + SIGKILL);
  EXPECT_EQ(status.describe(), "was killed by SIGKILL");
}

TEST(ChildProcess, MakesItsDescriptorReadableWhenItEnds) {
  ChildProcess child(waiting());
  child.send_signal(SIGKILL);

  EXPECT_TRUE(becomes_readable(child.exit_descriptor()));
  EXPECT_TRUE(child.exit_status().has_value());
}

TEST(ChildProcess, RunsUntilItsInputEnds) {
  ChildProcessOptions options = shell("cat");
  options.input = Piped{};
  ChildProcess child(std::move(options));
  FileDescriptor input = child.take_input();
  ASSERT_EQ(::write(input.get(), "hello", 5), 5);
  input.close();

  EXPECT_EQ(read_all(child.take_output()), "hello");
  EXPECT_EQ(child.wait().code(), 0);
}

TEST(ChildProcess, AppendsItsOutputToAPrivateFile) {
  const tests::TemporaryFolder folder;
  tests::write_file(folder / "log", "before\n");
  ChildProcessOptions options = shell("echo out; echo err >&2");
  options.output = ToFile{folder / "log"};
  options.error = ToFile{folder / "err"};

  ChildProcess(std::move(options)).wait();

  EXPECT_EQ(tests::read_file(folder / "log"), "before\nout\n");
  EXPECT_EQ(tests::read_file(folder / "err"), "err\n");
  EXPECT_EQ(
      std::filesystem::status(folder / "err").permissions(),
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(ChildProcess, AddsToTheEnvironmentAndReplacesInIt) {
  ChildProcessOptions options = shell("echo \"$HOME|$ADDED|${PATH:+kept}\"");
  options.environment = {{"HOME", "/elsewhere"}, {"ADDED", "a 'b' $c"}};

  EXPECT_EQ(output_of(std::move(options)), "/elsewhere|a 'b' $c|kept\n");
}

TEST(ChildProcess, StartsInTheGivenFolder) {
  ChildProcessOptions options = shell("pwd");
  options.working_directory = "/usr";

  EXPECT_EQ(output_of(std::move(options)), "/usr\n");
}

TEST(ChildProcess, LeadsItsOwnProcessGroup) {
  ChildProcess child(waiting());

  EXPECT_EQ(::getpgid(child.pid()), child.pid());
}

TEST(ChildProcess, HandsOnNoDescriptorButTheStandardThree) {
  const FileDescriptor kept_open(::dup(STDERR_FILENO));

  const std::string open = output_of(shell("ls -x /proc/$$/fd; exit"));

  EXPECT_EQ(open, "0  1  2\n");
}

TEST(ChildProcess, HandsOnNoBlockedOrIgnoredSignal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);

  const std::string masks =
      output_of(shell("grep -E 'SigBlk|SigIgn' /proc/self/status"));

  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  EXPECT_EQ(masks, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

TEST(ChildProcess, OutlivesTheThreadThatStartedIt) {
  std::unique_ptr<ChildProcess> child;
  std::jthread([&] {
    ChildProcessOptions options = shell("read line; echo \"$line\"");
    options.input = Piped{};
    child = std::make_unique<ChildProcess>(std::move(options));
  }).join();

  ASSERT_EQ(::write(child->take_input().get(), "alive\n", 6), 6);

  EXPECT_EQ(read_all(child->take_output()), "alive\n");
}

TEST(ChildProcess, EndsOnSigterm) {
  ChildProcess child(waiting());

  EXPECT_EQ(child.stop(kLongEnough).signal(), SIGTERM);
}

TEST(ChildProcess, IsKilledIfItIgnoresSigterm) {
  ChildProcess child(
      shell("trap '' TERM; echo ready; while :; do read x; done"));
  const FileDescriptor output = child.take_output();
  ASSERT_EQ(read_line(output), "ready");

  EXPECT_EQ(child.stop(50ms).signal(), SIGKILL);
}

TEST(ChildProcess, TakesItsWholeGroupWithItWhenItEnds) {
  ChildProcess child(shell("tail -f /dev/null & echo $!; exit 0"));
  const FileDescriptor output = child.take_output();
  const pid_t left_behind = std::stoi(read_line(output));

  child.wait();

  EXPECT_TRUE(tests::ends_within(left_behind, kLongEnough));
}

TEST(ChildProcess, IsStoppedByItsOwner) {
  pid_t pid = 0;
  {
    const ChildProcess child(waiting());
    pid = child.pid();
  }

  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST(ChildProcess, SaysWhichProgramCannotBeRunAndWhy) {
  try {
    const ChildProcess child({.program = "/no/such/program"});
    FAIL() << "it ran";
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(),
                StartsWith("cannot run /no/such/program: No such file"));
  }
}

TEST(ChildProcess, SaysWhichFolderOrFileItCannotUse) {
  ChildProcessOptions options = shell("exit 0");
  options.output = ToFile{"/no/such/folder/log"};

  try {
    const ChildProcess child(std::move(options));
    FAIL() << "it ran";
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/no/such/folder/log"));
  }
}

}  // namespace
}  // namespace chefs::producer
