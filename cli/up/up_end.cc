#include "cli/up/up_end.h"

#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <memory>

#include "base/child_process.h"
#include "cli/up/up_servers.h"
#include "producer/server/env_file.h"

namespace chefs::cli {
namespace {

using producer::ChildProcess;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What a command may take to end after it was asked to.
constexpr milliseconds kCommandGrace{5'000};

std::unique_ptr<ChildProcess> start_command(const UpOptions& options,
                                            const UpSession& session) {
  if (options.command.empty()) return nullptr;
  const producer::Variables variables =
      producer::consumer_variables(session.broker, 0, session.env);
  return std::make_unique<ChildProcess>(producer::ChildProcessOptions{
      .program = options.command_path,
      .arguments = {options.command.begin() + 1, options.command.end()},
      .environment = {variables.begin(), variables.end()},
      .input = producer::Inherited{},
      .terminal = producer::TerminalUse::kForeground});
}

using Deadline = std::optional<steady_clock::time_point>;

// For poll(): -1 waits for ever.
int milliseconds_until(const Deadline& deadline) {
  if (!deadline) return -1;
  const auto left =
      std::chrono::ceil<milliseconds>(*deadline - steady_clock::now());
  // A longer time than poll() can hold is waited for in parts.
  constexpr milliseconds kMost{std::chrono::hours(24)};
  return static_cast<int>(std::clamp(left, milliseconds(0), kMost).count());
}

bool is_over(const Deadline& deadline) {
  return deadline && steady_clock::now() >= *deadline;
}

struct Waited {
  bool signal = false;
  bool server_ended = false;
  bool command_ended = false;
};

Waited wait_for_any(Process& process, const UpServers& servers,
                    const ChildProcess* command, const Deadline& deadline) {
  // poll() passes over a descriptor of -1.
  const int command_descriptor =
      command == nullptr ? -1 : command->exit_descriptor();
  std::array<pollfd, 3> wanted{
      pollfd{
          .fd = process.signals.descriptor(), .events = POLLIN, .revents = 0},
      pollfd{.fd = servers.failed_descriptor(), .events = POLLIN, .revents = 0},
      pollfd{.fd = command_descriptor, .events = POLLIN, .revents = 0}};
  while (true) {
    const int ready =
        ::poll(wanted.data(), wanted.size(), milliseconds_until(deadline));
    if (ready > 0 || is_over(deadline)) break;
  }
  return {.signal = wanted[0].revents != 0,
          .server_ended = wanted[1].revents != 0,
          .command_ended = wanted[2].revents != 0};
}

int end_command(ChildProcess& command, int signal) {
  command.send_signal(signal);
  if (const auto status = command.wait_for(kCommandGrace)) {
    return status->shell_code();
  }
  return command.stop(milliseconds(0)).shell_code();
}

}  // namespace

int run_to_end(const UpOptions& options, UpSession& session, Process& process) {
  const UpServers& servers = *session.servers;
  Deadline deadline;
  if (options.run_for) deadline = steady_clock::now() + *options.run_for;
  const std::unique_ptr<ChildProcess> command = start_command(options, session);
  const Waited waited = wait_for_any(process, servers, command.get(), deadline);
  if (waited.command_ended) return command->wait().shell_code();
  if (waited.server_ended) throw servers.failure();
  const int signal = process.signals.take().value_or(SIGTERM);
  return command ? end_command(*command, signal) : kOk;
}

}  // namespace chefs::cli
