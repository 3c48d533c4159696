// The program under test: found before anything runs, as a shell would find it,
// so that a typing mistake is never counted as a failed case. And one run of
// it: its pipes, deadlines, and limits on what it may print. Knows nothing of
// what is said over the pipes; the adapters do. Starting and ending its process
// group is base/child_process.h's.
//
// Standard input is written while output is read, so that big inputs cannot
// dead-lock. One owner, one thread. The destructor kills the whole group.
//
//   const Program program = find_program({"node", "decrypt.mjs"});
//   ProgramUnderTest run(program, {{"ENCRYPTION_KEY", key}}, {}, stop);
//   run.send(data);
//   run.close_input();
//   if (run.wait(deadline) == WaitEnd::kExited) run.status();
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/child_process.h"
#include "base/event_descriptor.h"
#include "base/file_descriptor.h"

namespace chefs::conformance {

struct Program {
  std::filesystem::path file;
  // As typed; the first word is the program's name.
  std::vector<std::string> words;
};

// `words` is not empty. Throws base::EnvironmentError that tells a missing
// file (a shell's 127) from one that is not executable (a shell's 126).
Program find_program(std::vector<std::string> words);

// A request to stop that poll() can wait for, beside pipes and processes.
// Thread-safe; once requested it stays so.
class StopEvent {
 public:
  void request() { event_.raise(); }
  // Readable once stop was requested.
  int descriptor() const { return event_.get(); }

 private:
  base::EventDescriptor event_;
};

using SteadyTime = std::chrono::steady_clock::time_point;

struct OutputLimits {
  // Unread bytes of standard output, and bytes of standard error since
  // take_errors(), after which the wait ends.
  std::size_t stdout_bytes = 8u << 20;
  std::size_t stderr_bytes = 8u << 20;
};

enum class WaitEnd {
  kDone,           // the condition holds
  kExited,         // the process ended; all that it wrote before was read
  kDeadline,       // the time is up
  kTooMuchOutput,  // a limit was passed
  kStopRequested,  // the whole run is to stop
};

class ProgramUnderTest {
 public:
  // Throws base::EnvironmentError if the program cannot be started.
  // `environment` is added to this process's own.
  ProgramUnderTest(const Program& program,
                   std::map<std::string, std::string> environment,
                   OutputLimits limits, const StopEvent& stop);
  ~ProgramUnderTest();
  ProgramUnderTest(const ProgramUnderTest&) = delete;
  ProgramUnderTest& operator=(const ProgramUnderTest&) = delete;

  // Queued, and written during wait().
  void send(std::string_view bytes);
  // End of input, once everything queued is written.
  void close_input();

  WaitEnd wait(SteadyTime deadline, const std::function<bool()>& is_done);
  WaitEnd wait(SteadyTime deadline);

  // Reads what is there already, without waiting.
  void catch_up();

  // What was read and not yet taken by the caller, who may erase from it.
  std::string& out() { return out_; }
  // What came on standard error since the last call.
  std::string take_errors();

  // The program has closed its standard output, or has ended.
  bool output_is_closed() const { return !stdout_; }
  // Set once it has ended.
  const std::optional<producer::ExitStatus>& status() const { return status_; }
  // When it ended, another process still held its output open.
  bool left_output_held() const { return left_output_held_; }

  // Asks the group to end (SIGTERM), kills it when it has not by then.
  // False: it had to be killed.
  bool terminate(SteadyTime deadline);
  void kill_group();

 private:
  void pump_once(int timeout_ms);
  void write_input();
  void read_available(base::FileDescriptor& from, std::string& to);
  // After the process ended: reads the rest of what it wrote.
  void collect();
  bool is_over_limit() const;

  OutputLimits limits_;
  const StopEvent& stop_;
  producer::ChildProcess process_;
  base::FileDescriptor stdin_;
  base::FileDescriptor stdout_;
  base::FileDescriptor stderr_;
  std::string input_;
  std::size_t written_ = 0;
  bool close_after_writing_ = false;
  bool stop_seen_ = false;
  std::string out_;
  std::string err_;
  std::optional<producer::ExitStatus> status_;
  bool left_output_held_ = false;
};

// How a program ended, as the end of a sentence that starts with "it"; says
// what a shell means by 126, 127 and 128 + n.
std::string describe_end(const producer::ExitStatus& status);

}  // namespace chefs::conformance
