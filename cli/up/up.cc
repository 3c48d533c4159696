// `chefs-mock up`: starts the local CHEFS stream and keeps it running.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/environment_error.h"
#include "base/find_program.h"
#include "base/nats_handles.h"
#include "cli/help.h"
#include "cli/quantity.h"
#include "cli/up/up_end.h"
#include "cli/up/up_faults.h"
#include "cli/up/up_options.h"
#include "cli/up/up_probe.h"
#include "cli/up/up_producer.h"
#include "cli/up/up_report.h"
#include "cli/up/up_servers.h"
#include "cli/up/up_session.h"
#include "cli/verbs.h"
#include "contract/cryptr.h"
#include "contract/hex.h"
#include "producer/server/private_file.h"

namespace chefs::cli {
namespace {

namespace fs = std::filesystem;

std::uint64_t seed_of(const UpOptions& options) {
  if (options.seed) return *options.seed;
  return contract::SystemRandom().below(kSeedBound);
}

// The seed is printed and NKeys are secrets: they come from it only if it was
// given on purpose.
std::unique_ptr<contract::RandomSource> account_random(
    const UpOptions& options) {
  if (!options.seed) return std::make_unique<contract::SystemRandom>();
  return std::make_unique<contract::SeededRandom>(*options.seed, "accounts");
}

// As CHEFS generates it: 32 random bytes in hex.
contract::Secret new_encryption_key(std::uint64_t seed) {
  contract::SeededRandom random(seed, "encryption key");
  std::array<std::byte, contract::kKeyBytes> bytes{};
  random.fill(bytes);
  return contract::Secret(contract::to_hex(bytes));
}

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
Output& where_to_tell(const UpOptions& options, Process& process) {
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

UpServers::Told told_by(const UpProducer& producer, Output& err) {
  return {.notice =
              [&err](const std::string& text) {
                try {
                  err.line(text);
                } catch (const std::exception&) {
                  // Nobody reads it (any more); it is done all the same.
                }
              },
          .changed = [&producer] { producer.write_env_file(); }};
}

int up(UpOptions options, Process& process) {
  producer::BrokerOptions wanted = broker_options(options);
  wanted.cancel_descriptor = process.signals.descriptor();
  find_command(options);
  auto scenario = wanted_scenario(options);
  const auto faults = wanted_faults(options);
  const base::NatsLibrary nats;
  const std::uint64_t seed = seed_of(options);
  const auto random = account_random(options);
  producer::Broker broker(wanted, *random, std::chrono::system_clock::now(),
                          probe_as_consumer);
  UpSession session{broker, options.profile(), seed, {}, nullptr};
  session.env.encryption_key = new_encryption_key(seed);
  UpProducer producer(options, session, std::move(scenario));
  UpServers servers(broker, told_by(producer, process.err));
  session.servers = &servers;
  std::unique_ptr<conformance::Proxy> proxy;
  if (faults) {
    proxy = put_proxy_between(options, *faults, servers, session, process.err);
  }
  const std::vector<fs::path> env_files = write_env_files(options, session);
  producer.write_env_file();
  Output& to = where_to_tell(options, process);
  report_ready(options, session, env_files, to);
  if (producer.play(to, process) == PlayedTo::kInterrupted) {
    return options.command.empty() ? kOk : kInterrupted;
  }
  return run_to_end(options, session, process);
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
