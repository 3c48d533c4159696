// `up` at a terminal: who reads the keys, and whom Ctrl-C ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cli/up/running_up.h"

namespace chefs::tests {
namespace {

using ::testing::HasSubstr;

constexpr const char* kCtrlC = "\x03";
constexpr const char* kCtrlZ = "\x1a";

// `up` on a terminal of its own, as its session's foreground process.
class UpAtATerminal {
 public:
  explicit UpAtATerminal(const std::vector<std::string>& arguments) {
    std::vector<std::string> argv = {chefs_mock().string(), "up"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& argument : argv) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const std::string temporary = "TMPDIR=" + temporary_.path().string();
    int terminal = -1;
    pid_ = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (pid_ == 0) {
      ::putenv(const_cast<char*>(temporary.c_str()));
      ::execv(pointers.front(), pointers.data());
      ::_exit(127);
    }
    terminal_ = base::FileDescriptor(terminal);
  }
  ~UpAtATerminal() {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
  }

  void type(std::string_view keys) {
    EXPECT_EQ(::write(terminal_.get(), keys.data(), keys.size()),
              static_cast<ssize_t>(keys.size()));
  }

  // False if it does not come.
  bool shows(std::string_view text) {
    while (shown_.find(text) == std::string::npos) {
      if (!read_more()) return false;
    }
    return true;
  }

  int exit_code() {
    while (read_more()) {
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return producer::ExitStatus(status).shell_code();
  }

  const std::string& shown() const { return shown_; }

 private:
  bool read_more() {
    pollfd wanted{.fd = terminal_.get(), .events = POLLIN, .revents = 0};
    const auto patience_ms = std::chrono::milliseconds(kPatience).count();
    if (::poll(&wanted, 1, static_cast<int>(patience_ms)) != 1) return false;
    char buffer[1024];
    const ssize_t length = ::read(terminal_.get(), buffer, sizeof(buffer));
    if (length <= 0) return false;
    shown_.append(buffer, static_cast<std::size_t>(length));
    return true;
  }

  const TemporaryFolder temporary_;
  pid_t pid_ = -1;
  base::FileDescriptor terminal_;
  std::string shown_;
};

TEST(UpAtATerminal, EndsWithZeroOnCtrlC) {
  UpAtATerminal up({});
  ASSERT_TRUE(up.shows("Ctrl-C ends it."));

  up.type(kCtrlC);

  EXPECT_EQ(up.exit_code(), 0) << up.shown();
}

TEST(UpAtATerminal, LetsItsCommandReadTheKeys) {
  UpAtATerminal up(
      {"--", "sh", "-c", "echo asked; read x; echo \"<$x>\"; exit 4"});
  ASSERT_TRUE(up.shows("asked"));

  up.type("hello\n");

  EXPECT_EQ(up.exit_code(), 4);
  EXPECT_THAT(up.shown(), HasSubstr("<hello>"));
}

TEST(UpAtATerminal, LeavesCtrlCToItsCommand) {
  // A shell may miss a signal that comes just before it waits for a line.
  UpAtATerminal up({"--", "node", "-e",
                    "process.on('SIGINT', () => process.exit(9));"
                    "process.stdin.resume(); console.log('asked')"});
  ASSERT_TRUE(up.shows("asked"));

  up.type(kCtrlC);

  EXPECT_EQ(up.exit_code(), 9) << up.shown();
}

TEST(UpAtATerminal, IsNotHaltedByCtrlZ) {
  UpAtATerminal up({"--", "sh", "-c", "echo asked; read x; exit 6"});
  ASSERT_TRUE(up.shows("asked"));

  up.type(kCtrlZ);
  up.type("\n");

  EXPECT_EQ(up.exit_code(), 6) << up.shown();
}

}  // namespace
}  // namespace chefs::tests
