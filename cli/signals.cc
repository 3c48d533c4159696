#include "cli/signals.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace chefs::cli {
namespace {

constexpr std::array kStopSignals = {SIGINT, SIGTERM, SIGHUP};

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : kStopSignals) sigaddset(&set, signal);
  return set;
}

int checked(int result, const char* attempted) {
  if (result < 0) {
    throw std::system_error(errno, std::generic_category(), attempted);
  }
  return result;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = stop_signals();
  pthread_sigmask(SIG_BLOCK, &set, &former_mask_);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &former_pipe_action_);
  descriptor_ =
      checked(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd");
}

Signals::~Signals() {
  // One that came during the end has been answered by it.
  while (take()) {
  }
  close(descriptor_);
  sigaction(SIGPIPE, &former_pipe_action_, nullptr);
  pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr);
}

std::optional<int> Signals::take() {
  signalfd_siginfo info{};
  if (read(descriptor_, &info, sizeof(info)) != sizeof(info)) return {};
  return static_cast<int>(info.ssi_signo);
}

std::optional<int> Signals::wait_for(std::chrono::milliseconds timeout) {
  pollfd wanted{.fd = descriptor_, .events = POLLIN, .revents = 0};
  if (poll(&wanted, 1, static_cast<int>(timeout.count())) <= 0) return {};
  return take();
}

StopOnSignal::StopOnSignal(Signals& signals)
    : watcher_([this, &signals] {
        std::array<pollfd, 2> wanted{
            pollfd{.fd = signals.descriptor(), .events = POLLIN, .revents = 0},
            pollfd{.fd = ended_.get(), .events = POLLIN, .revents = 0}};
        while (poll(wanted.data(), wanted.size(), -1) < 0 && errno == EINTR) {
        }
        if (wanted[0].revents != 0 && signals.take()) stop_.request_stop();
      }) {}

StopOnSignal::~StopOnSignal() { ended_.raise(); }

}  // namespace chefs::cli
