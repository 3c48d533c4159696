// `chefs-mock up`: starts the local CHEFS stream and keeps it running.
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/child_process.h"
#include "base/environment_error.h"
#include "base/find_program.h"
#include "base/nats_handles.h"
#include "cli/help.h"
#include "cli/up/up_faults.h"
#include "cli/up/up_options.h"
#include "cli/up/up_producer.h"
#include "cli/up/up_report.h"
#include "cli/up/up_servers.h"
#include "cli/up/up_session.h"
#include "cli/verbs.h"
#include "producer/server/env_file.h"
#include "producer/server/private_file.h"

namespace chefs::cli {
namespace {

namespace fs = std::filesystem;
using producer::ChildProcess;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Before anything is started.
void find_command(UpOptions& options) {
  if (options.command.empty()) return;
  const std::string& name = options.command.front();
  const auto found = producer::find_program(name);
  if (!found) {
    throw base::EnvironmentError(
        fmt::format("cannot run {}: no such program in PATH", name));
  }
  options.command_path = *found;
}

// consumer.env, consumer-2.env, …
fs::path numbered(const fs::path& file, std::size_t index) {
  if (index == 0) return file;
  return file.parent_path() / fmt::format("{}-{}{}", file.stem().string(),
                                          index + 1, file.extension().string());
}

std::vector<fs::path> write_env_files(const UpOptions& options,
                                      const UpSession& session) {
  const fs::path first = options.env_file.empty()
                             ? session.broker.run_folder() / "consumer.env"
                             : fs::absolute(options.env_file);
  std::vector<fs::path> files;
  for (std::size_t i = 0; i < session.broker.accounts().consumers.size(); ++i) {
    files.push_back(numbered(first, i));
    producer::write_private_file(
        files.back(), producer::render_env_file(producer::consumer_variables(
                          session.broker, i, session.env)));
  }
  return files;
}

// A command's output is its own.
Output& ready_output(const UpOptions& options, Process& process) {
  const bool is_shared = options.as_json || options.command.empty();
  return is_shared ? process.out : process.err;
}

void report_ready(const UpOptions& options, const UpSession& session,
                  const std::vector<fs::path>& env_files, Output& to) {
  if (options.as_json) {
    to.json_line(ready_json(session, env_files));
  } else {
    to.line(ready_text(session, env_files));
  }
}

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

// Runs the command if there is one and returns its exit code, as a shell would
// give it. Waits for whichever comes first of a signal, the end of the command,
// the end of the time, and a server's own end, which is thrown.
int run_to_end(const UpOptions& options, const UpSession& session,
               const UpServers& servers, Process& process) {
  Deadline deadline;
  if (options.run_for) deadline = steady_clock::now() + *options.run_for;
  const std::unique_ptr<ChildProcess> command = start_command(options, session);
  const Waited waited = wait_for_any(process, servers, command.get(), deadline);
  if (waited.command_ended) return command->wait().shell_code();
  if (waited.server_ended) throw servers.failure();
  const int signal = process.signals.take().value_or(SIGTERM);
  return command ? end_command(*command, signal) : kOk;
}

int up(UpOptions options, Process& process) {
  producer::BrokerOptions wanted = broker_options(options);
  wanted.cancel_descriptor = process.signals.descriptor();
  find_command(options);
  auto scenario = wanted_scenario(options);
  const auto faults = wanted_faults(options);
  const base::NatsLibrary nats;
  UpSession session(options, wanted);
  UpProducer producer(options, session, std::move(scenario));
  UpServers servers(session.broker, producer.local_stream(), process.err);
  std::unique_ptr<conformance::Proxy> proxy;
  if (faults) {
    proxy = put_proxy_between(options, *faults, servers, session, process.err);
  }
  const std::vector<fs::path> env_files = write_env_files(options, session);
  servers.write_producer_env();
  Output& to = ready_output(options, process);
  report_ready(options, session, env_files, to);
  if (producer.play(servers, to, process) == PlayedTo::kInterrupted) {
    return options.command.empty() ? kOk : kInterrupted;
  }
  return run_to_end(options, session, servers, process);
}

}  // namespace

void add_up(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<UpOptions>();
  CLI::App* verb = app.add_subcommand(
      "up",
      "Start a local CHEFS stream. A real nats-server with CHEFS' accounts, "
      "permissions and limits, for consumers that connect over WebSocket with "
      "an NKey. It runs until Ctrl-C; nothing is left behind.");
  add_up_options(*verb, *options);
  verb->footer(examples(
      {{"chefs-mock up", "an empty stream; prints what to set in a consumer"},
       {"chefs-mock up --fixed --store ./chefs-store",
        "the usual ports, and a stream that outlives the run"},
       {"chefs-mock up --scenario tour",
        "each kind of event once, for a consumer to read"},
       {"chefs-mock up --cluster 3 --faults faults.json",
        "three servers, and connections that break as the file says"},
       {"chefs-mock up --tls --json", "wss://; one JSON line when ready"},
       {"chefs-mock up --scenario tour -- npm test",
        "run a test against it, and end with the test's exit code"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) {
      try {
        return up(*options, process);
      } catch (const producer::StartCancelled&) {
        return static_cast<int>(kOk);
      }
    };
  });
}

}  // namespace chefs::cli
