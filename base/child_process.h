// A program that is run: its own process group, its output where it is wanted,
// ended with everything that it started. Not a shell: arguments are passed as
// they are.
// Linux: prctl(2) PR_SET_PDEATHSIG, eventfd(2).
//
//   ChildProcess child({.program = "/usr/bin/node", .arguments = {"x.mjs"}});
//   if (auto status = child.wait_for(5s)) …
//   child.stop(2s);
//
// Why: docs/decisions/0020.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file_descriptor.h"
#include "base/standard_stream.h"

namespace chefs::producer {

enum class TerminalUse {
  kLeaveAlone,
  // The program gets the terminal, if standard input is one and this process
  // has it: it can read keys, and Ctrl-C goes to it alone.
  kForeground,
};

// Something that the forked child does as its last before it becomes the
// program. System calls only.
class BeforeExec {
 public:
  virtual ~BeforeExec() = default;
  virtual void in_child() const noexcept = 0;
};

struct ChildProcessOptions {
  // A path; find_program.h looks a name up in PATH.
  std::filesystem::path program;
  std::vector<std::string> arguments = {};
  // Added to this process's own variables, or in place of them.
  std::map<std::string, std::string> environment = {};
  // Variables of this process that the program does not get.
  std::set<std::string> without = {};
  std::filesystem::path working_directory = {};
  InputFrom input = Discarded{};
  OutputTo output = Inherited{};
  OutputTo error = Inherited{};
  TerminalUse terminal = TerminalUse::kLeaveAlone;
  // May be null; outlives the start.
  const BeforeExec* before_exec = nullptr;
};

class ExitStatus {
 public:
  // As waitpid(2) reports it.
  explicit ExitStatus(int wait_status) : wait_status_(wait_status) {}

  // Nothing if a signal ended the program.
  std::optional<int> code() const;
  std::optional<int> signal() const;
  // As a shell reports it: the code, or 128 and the signal's number.
  int shell_code() const;
  // "exited with status 3", "was killed by SIGKILL".
  std::string describe() const;

 private:
  int wait_status_;
};

// Thread-safe. The program dies with this process, whatever kills it: the
// kernel sends SIGKILL when the thread that forked ends, so that thread is
// owned by this object and outlives the program. Whatever the program left in
// its process group is killed when it ends.
class ChildProcess {
 public:
  // Throws EnvironmentError if the program cannot be started.
  explicit ChildProcess(ChildProcessOptions options);
  // stop() with kDefaultGrace.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  static constexpr std::chrono::milliseconds kDefaultGrace{5'000};

  pid_t pid() const;
  // For poll(): readable once the program has ended, and from then on.
  int exit_descriptor() const;
  // Nothing while it runs.
  std::optional<ExitStatus> exit_status() const;
  std::optional<ExitStatus> wait_for(std::chrono::milliseconds timeout) const;
  ExitStatus wait() const;

  // To the whole process group; nothing happens if the program has ended.
  void send_signal(int signal);
  // SIGTERM, and SIGKILL after the grace.
  ExitStatus stop(std::chrono::milliseconds grace);

  // Our ends of the pipes; each can be taken once.
  base::FileDescriptor take_input();
  base::FileDescriptor take_output();
  base::FileDescriptor take_error();

 private:
  class Keeper;
  std::unique_ptr<Keeper> keeper_;
};

}  // namespace chefs::producer
