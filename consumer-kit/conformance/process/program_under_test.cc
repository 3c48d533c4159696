#include "consumer-kit/conformance/process/program_under_test.h"

#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/environment_error.h"
#include "base/find_program.h"
#include "base/pipe.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// Holds SIGPIPE back from the calling thread around a write, for callers that
// do not ignore it, and swallows the one that the write raised.
class PipeSignalHeld {
 public:
  PipeSignalHeld() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &former_);
  }
  ~PipeSignalHeld() {
    const timespec at_once{};
    while (sigtimedwait(&pipe_, nullptr, &at_once) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &former_, nullptr);
  }
  PipeSignalHeld(const PipeSignalHeld&) = delete;
  PipeSignalHeld& operator=(const PipeSignalHeld&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t former_{};
};

int milliseconds_until(SteadyTime deadline) {
  const auto left = std::chrono::ceil<milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return static_cast<int>(
      std::clamp<milliseconds::rep>(left.count(), 0, 3'600'000));
}

std::string why_not(const std::string& name) {
  std::error_code error;
  if (name.find('/') == std::string::npos)
    return fmt::format(
        "it is in no folder of PATH (a shell would exit with 127); write ./{} "
        "for a program in this folder",
        name);
  if (!fs::exists(name, error))
    return "there is no such file (a shell would exit with 127); check the "
           "path";
  if (fs::is_directory(name, error))
    return "it is a folder (a shell would exit with 126)";
  return fmt::format(
      "it is not executable (a shell would exit with 126); chmod +x it, or "
      "name its interpreter: -- python3 {}",
      name);
}

}  // namespace

Program find_program(std::vector<std::string> words) {
  const std::string& name = words.at(0);
  if (auto file = producer::find_program(name))
    return Program{*std::move(file), std::move(words)};
  throw base::EnvironmentError(
      fmt::format("cannot run '{}': {}", name, why_not(name)));
}

ProgramUnderTest::ProgramUnderTest(
    const Program& program, std::map<std::string, std::string> environment,
    OutputLimits limits, const StopEvent& stop)
    : limits_(limits),
      stop_(stop),
      process_({.program = program.file,
                .arguments = {program.words.begin() + 1, program.words.end()},
                .environment = std::move(environment),
                .input = producer::Piped{},
                .output = producer::Piped{},
                .error = producer::Piped{}}),
      stdin_(process_.take_input()),
      stdout_(process_.take_output()),
      stderr_(process_.take_error()) {
  for (const auto* pipe : {&stdin_, &stdout_, &stderr_})
    base::set_non_blocking(*pipe);
}

ProgramUnderTest::~ProgramUnderTest() { kill_group(); }

void ProgramUnderTest::send(std::string_view bytes) {
  if (!stdin_) return;
  input_.erase(0, std::exchange(written_, 0));
  input_ += bytes;
  write_input();
}

void ProgramUnderTest::close_input() {
  close_after_writing_ = true;
  write_input();
}

void ProgramUnderTest::write_input() {
  while (stdin_ && written_ < input_.size()) {
    const PipeSignalHeld held;
    const ssize_t count =
        write(stdin_.get(), input_.data() + written_, input_.size() - written_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    // It does not read any more. That is its right: no failure by itself.
    if (count < 0) return stdin_.close();
    written_ += static_cast<std::size_t>(count);
  }
  if (close_after_writing_) stdin_.close();
}

void ProgramUnderTest::read_available(base::FileDescriptor& from,
                                      std::string& to) {
  const auto keep = [&](std::string_view chunk) { to += chunk; };
  while (!is_over_limit() && base::read_chunk(from, keep)) {
  }
}

bool ProgramUnderTest::is_over_limit() const {
  return out_.size() > limits_.stdout_bytes ||
         err_.size() > limits_.stderr_bytes;
}

void ProgramUnderTest::pump_once(int timeout_ms) {
  const bool has_input = written_ < input_.size();
  // poll() passes over descriptors of -1.
  std::array<pollfd, 5> wanted{
      pollfd{status_ ? -1 : process_.exit_descriptor(), POLLIN, 0},
      pollfd{stop_seen_ ? -1 : stop_.descriptor(), POLLIN, 0},
      pollfd{stdout_.get(), POLLIN, 0},
      pollfd{stderr_.get(), POLLIN, 0},
      pollfd{has_input ? stdin_.get() : -1, POLLOUT, 0},
  };
  if (poll(wanted.data(), wanted.size(), timeout_ms) <= 0) return;
  if (wanted[1].revents != 0) stop_seen_ = true;
  if (wanted[4].revents != 0) write_input();
  // Errors last: what it said there before an answer is then there with it.
  if (wanted[2].revents != 0 || wanted[3].revents != 0) {
    read_available(stdout_, out_);
    read_available(stderr_, err_);
  }
  if (wanted[0].revents != 0) collect();
}

void ProgramUnderTest::collect() {
  status_ = process_.exit_status();
  read_available(stdout_, out_);
  read_available(stderr_, err_);
  left_output_held_ = !is_over_limit() && (stdout_ || stderr_);
  stdin_.close();
  stdout_.close();
  stderr_.close();
}

WaitEnd ProgramUnderTest::wait(SteadyTime deadline,
                               const std::function<bool()>& is_done) {
  while (true) {
    if (is_done()) return WaitEnd::kDone;
    if (is_over_limit()) return WaitEnd::kTooMuchOutput;
    if (status_) return WaitEnd::kExited;
    if (stop_seen_) return WaitEnd::kStopRequested;
    if (milliseconds_until(deadline) == 0) return WaitEnd::kDeadline;
    pump_once(milliseconds_until(deadline));
  }
}

void ProgramUnderTest::catch_up() {
  if (!status_) pump_once(0);
}

WaitEnd ProgramUnderTest::wait(SteadyTime deadline) {
  return wait(deadline, [] { return false; });
}

std::string ProgramUnderTest::take_errors() { return std::exchange(err_, {}); }

bool ProgramUnderTest::terminate(SteadyTime deadline) {
  if (status_) return true;
  process_.send_signal(SIGTERM);
  while (!status_ && milliseconds_until(deadline) > 0) {
    out_.clear();
    err_.clear();
    pump_once(milliseconds_until(deadline));
  }
  if (status_) return true;
  kill_group();
  return false;
}

void ProgramUnderTest::kill_group() {
  if (status_) return;
  process_.send_signal(SIGKILL);
  status_ = process_.wait();
}

std::string describe_end(const producer::ExitStatus& status) {
  const std::optional<int> code = status.code();
  if (!code) {
    const char* meaning = sigdescr_np(*status.signal());
    return fmt::format("{} ({})", status.describe(),
                       meaning ? meaning : "a signal without a name");
  }
  if (*code == 126)
    return "exited with 126: a shell says so when a program is not executable";
  if (*code == 127)
    return "exited with 127: a shell says so when a program is not found";
  if (*code > 128 && sigabbrev_np(*code - 128))
    return fmt::format(
        "exited with {}, as a shell does for a program killed by SIG{}", *code,
        sigabbrev_np(*code - 128));
  return fmt::format("exited with {}", *code);
}

}  // namespace chefs::conformance
