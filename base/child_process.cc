#include "base/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "base/boost_process.h"
#include "base/environment_error.h"
#include "base/event_descriptor.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using base::FileDescriptor;
using boost::process::v2::error_code;

bool has_terminal() {
  return ::isatty(STDIN_FILENO) == 1 &&
         ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

// A process that is not in the terminal's foreground group would be stopped by
// SIGTTOU for asking, unless it holds the signal back.
void move_terminal_to(pid_t group) {
  sigset_t ttou;
  sigset_t former;
  sigemptyset(&ttou);
  sigaddset(&ttou, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &ttou, &former);
  ::tcsetpgrp(STDIN_FILENO, group);
  pthread_sigmask(SIG_SETMASK, &former, nullptr);
}

// Boost.Process 1.81 closes only descriptors that are higher than its own pipe;
// sockets of cnats, for one, are not marked by themselves.
void close_on_exec_all_but_standard() {
  constexpr unsigned kFirst = STDERR_FILENO + 1;
  if (::close_range(kFirst, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  // Linux before 5.11.
  const auto end = static_cast<int>(::sysconf(_SC_OPEN_MAX));
  for (int descriptor = kFirst; descriptor < end; ++descriptor) {
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  }
}

// What the forked child does before it becomes the program. Only system calls:
// other threads of the parent may have held locks when it forked.
struct ChildSetup {
  pid_t parent;
  bool takes_terminal;
  const char* working_directory;
  const BeforeExec* before_exec;

  error_code on_exec_setup(boost::process::v2::posix::default_launcher&,
                           const std::filesystem::path&,
                           const char* const*) const {
    if (::setpgid(0, 0) != 0) return last_error();
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return last_error();
    // The parent may have died before prctl took effect.
    if (::getppid() != parent) ::_exit(EXIT_FAILURE);
    if (*working_directory != '\0' && ::chdir(working_directory) != 0) {
      return last_error();
    }
    if (takes_terminal) {
      move_terminal_to(::getpid());
      // Nobody is there to continue it.
      ::signal(SIGTSTP, SIG_IGN);
    }
    close_on_exec_all_but_standard();
    ::signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
    if (before_exec != nullptr) before_exec->in_child();
    return {};
  }

  // Without the exit handlers of the parent's libraries.
  void on_exec_error(boost::process::v2::posix::default_launcher&,
                     const std::filesystem::path&, const char* const*,
                     const error_code&) const {
    ::_exit(EXIT_FAILURE);
  }

 private:
  static error_code last_error() {
    return {errno, boost::process::v2::system_category()};
  }
};

std::vector<std::string> merged_environment(
    const std::map<std::string, std::string>& added,
    const std::set<std::string>& without) {
  std::vector<std::string> variables;
  for (char** entry = ::environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::string name(text.substr(0, text.find('=')));
    if (!added.contains(name) && !without.contains(name))
      variables.emplace_back(text);
  }
  for (const auto& [name, value] : added) {
    variables.push_back(name + "=" + value);
  }
  return variables;
}

std::vector<const char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

std::optional<int> ExitStatus::code() const {
  if (!WIFEXITED(wait_status_)) return {};
  return WEXITSTATUS(wait_status_);
}

std::optional<int> ExitStatus::signal() const {
  if (!WIFSIGNALED(wait_status_)) return {};
  return WTERMSIG(wait_status_);
}

int ExitStatus::shell_code() const {
  constexpr int kSignalBase = 128;
  return code().value_or(kSignalBase + signal().value_or(0));
}

std::string ExitStatus::describe() const {
  if (const auto number = signal()) {
    const char* name = ::sigabbrev_np(*number);
    if (name != nullptr) return fmt::format("was killed by SIG{}", name);
    return fmt::format("was killed by signal {}", *number);
  }
  return fmt::format("exited with status {}", code().value_or(0));
}

// Forks, waits and reaps on a thread of its own; see the class comment.
class ChildProcess::Keeper {
 public:
  explicit Keeper(ChildProcessOptions options)
      : options_(std::move(options)),
        input_(StandardStream::input(options_.input)),
        output_(StandardStream::output(options_.output, STDOUT_FILENO)),
        error_(StandardStream::output(options_.error, STDERR_FILENO)) {
    std::promise<void> started;
    std::future<void> result = started.get_future();
    thread_ = std::jthread([this, &started] { run(started); });
    result.get();
  }

  pid_t pid() const { return pid_; }
  int exit_descriptor() const { return exit_event_.get(); }

  std::optional<ExitStatus> exit_status() const {
    const std::lock_guard lock(mutex_);
    return status_;
  }

  std::optional<ExitStatus> wait_for(std::chrono::milliseconds timeout) const {
    std::unique_lock lock(mutex_);
    ended_.wait_for(lock, timeout, [this] { return status_.has_value(); });
    return status_;
  }

  ExitStatus wait() const {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return status_.has_value(); });
    return *status_;
  }

  void send_signal(int signal) {
    // Reaped under the same lock: the number is still the program's.
    const std::lock_guard lock(mutex_);
    if (!status_) ::kill(-pid_, signal);
  }

  FileDescriptor take_input() { return input_.take_ours(); }
  FileDescriptor take_output() { return output_.take_ours(); }
  FileDescriptor take_error() { return error_.take_ours(); }

 private:
  void run(std::promise<void>& started) {
    try {
      launch();
    } catch (...) {
      started.set_exception(std::current_exception());
      return;
    }
    started.set_value();
    wait_and_reap();
  }

  void launch() {
    const bool takes_terminal =
        options_.terminal == TerminalUse::kForeground && has_terminal();
    const ChildSetup setup{::getpid(), takes_terminal,
                           options_.working_directory.c_str(),
                           options_.before_exec};
    const auto variables =
        merged_environment(options_.environment, options_.without);
    const auto variable_pointers = pointers_to(variables);
    boost::asio::io_context context;
    boost::process::v2::posix::default_launcher launcher;
    launcher.env = variable_pointers.data();
    error_code failure;
    auto process = launcher(
        context.get_executor(), failure, options_.program, options_.arguments,
        boost::process::v2::process_stdio{input_.descriptor_of_program(),
                                          output_.descriptor_of_program(),
                                          error_.descriptor_of_program()},
        setup);
    if (failure) {
      throw EnvironmentError(fmt::format(
          "cannot run {}: {}", options_.program.string(), failure.message()));
    }
    process.detach();
    pid_ = launcher.pid;
    has_given_terminal_ = takes_terminal;
    // Else the pipes would not end when the program does.
    input_.close_theirs();
    output_.close_theirs();
    error_.close_theirs();
  }

  void wait_and_reap() {
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) !=
               0 &&
           errno == EINTR) {
    }
    const std::lock_guard lock(mutex_);
    ::kill(-pid_, SIGKILL);
    int wait_status = 0;
    while (::waitpid(pid_, &wait_status, 0) < 0 && errno == EINTR) {
    }
    if (has_given_terminal_) move_terminal_to(::getpgrp());
    status_.emplace(wait_status);
    exit_event_.raise();
    ended_.notify_all();
  }

  const ChildProcessOptions options_;
  StandardStream input_;
  StandardStream output_;
  StandardStream error_;
  base::EventDescriptor exit_event_;
  // Set before the constructor returns.
  pid_t pid_ = -1;
  bool has_given_terminal_ = false;

  mutable std::mutex mutex_;
  mutable std::condition_variable ended_;
  std::optional<ExitStatus> status_;

  std::jthread thread_;
};

ChildProcess::ChildProcess(ChildProcessOptions options)
    : keeper_(std::make_unique<Keeper>(std::move(options))) {}

ChildProcess::~ChildProcess() { stop(kDefaultGrace); }

pid_t ChildProcess::pid() const { return keeper_->pid(); }

int ChildProcess::exit_descriptor() const { return keeper_->exit_descriptor(); }

std::optional<ExitStatus> ChildProcess::exit_status() const {
  return keeper_->exit_status();
}

std::optional<ExitStatus> ChildProcess::wait_for(
    std::chrono::milliseconds timeout) const {
  return keeper_->wait_for(timeout);
}

ExitStatus ChildProcess::wait() const { return keeper_->wait(); }

void ChildProcess::send_signal(int signal) { keeper_->send_signal(signal); }

ExitStatus ChildProcess::stop(std::chrono::milliseconds grace) {
  send_signal(SIGTERM);
  if (const auto status = wait_for(grace)) return *status;
  send_signal(SIGKILL);
  return wait();
}

FileDescriptor ChildProcess::take_input() { return keeper_->take_input(); }
FileDescriptor ChildProcess::take_output() { return keeper_->take_output(); }
FileDescriptor ChildProcess::take_error() { return keeper_->take_error(); }

}  // namespace chefs::producer
