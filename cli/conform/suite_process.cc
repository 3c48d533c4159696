#include "cli/conform/suite_process.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/environment_error.h"
#include "consumer-kit/conformance/process/adopted_processes.h"
#include "consumer-kit/conformance/process/linux_processes.h"

namespace chefs::cli {
namespace {

// Who is killed with SIGKILL can pass nothing on.
void die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kEnvironment);
}

void pass_signals_on(Signals& signals, pid_t suite) {
  const base::FileDescriptor handle = conformance::process_handle(suite);
  std::array<pollfd, 2> wanted{
      pollfd{.fd = signals.descriptor(), .events = POLLIN, .revents = 0},
      pollfd{.fd = handle.get(), .events = POLLIN, .revents = 0}};
  while (wanted[1].revents == 0) {
    if (::poll(wanted.data(), wanted.size(), -1) < 0) continue;
    if (const auto signal = signals.take()) ::kill(suite, *signal);
  }
}

}  // namespace

std::variant<int, SuiteCrash> run_in_own_process(
    Process& process, const std::function<int()>& work) {
  const pid_t parent = ::getpid();
  const pid_t suite = ::fork();
  if (suite < 0)
    throw base::EnvironmentError(fmt::format(
        "cannot start a process for the suite: {}", strerror(errno)));
  if (suite == 0) {
    die_with(parent);
    return work();
  }
  const conformance::AdoptedProcesses left_by_a_crash;
  pass_signals_on(process.signals, suite);
  int status = 0;
  while (::waitpid(suite, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) return SuiteCrash{WTERMSIG(status)};
  return WEXITSTATUS(status);
}

}  // namespace chefs::cli
