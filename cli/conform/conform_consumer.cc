#include "cli/conform/conform_consumer.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>

#include "base/nats_handles.h"
#include "cli/conform/case_watch.h"
#include "cli/conform/conform_crash.h"
#include "cli/conform/conform_decryptor.h"
#include "cli/conform/conform_options.h"
#include "cli/conform/conform_progress.h"
#include "cli/conform/conform_results.h"
#include "cli/conform/suite_data.h"
#include "cli/conform/suite_process.h"
#include "cli/help.h"
#include "cli/system_limits.h"
#include "cli/usage_error.h"
#include "cli/version.h"
#include "consumer-kit/conformance/consumer/consumer_bundle.h"
#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/consumer/consumer_suite.h"
#include "consumer-kit/conformance/process/adopted_processes.h"
#include "consumer-kit/conformance/suite/run_journal.h"
#include "contract/profile.h"
#include "producer/server/nats_server_binary.h"

namespace chefs::cli {
namespace {

using namespace conformance;

// Counted: 111 for 4 cases at a time, 265 for 12.
constexpr std::size_t kOpenFiles = 32;
constexpr std::size_t kOpenFilesOfACase = 32;

struct ConsumerOptions {
  ConformOptions common;
  std::filesystem::path nats_server;
  std::string transport = "websocket";
  // The id of the one case to watch.
  std::string watch;
};

// Called on the threads of those who see something, which must not end by an
// exception: that the reader went away is found when the report is printed.
class LiveLines {
 public:
  explicit LiveLines(Output& out) : out_(out) {}

  void show(const TimelineEvent& event) {
    try {
      if (!is_closed_) out_.line(watch_.line(event));
    } catch (const std::runtime_error&) {
      is_closed_ = true;
    }
  }

 private:
  Output& out_;
  CaseWatch watch_;
  bool is_closed_ = false;
};

SelectedConsumerCases select_or_refuse(const ConsumerCatalogue& catalogue,
                                       const ConsumerOptions& options) {
  Selection selection = options.common.selection;
  if (!options.watch.empty()) selection = {.only = {options.watch}};
  try {
    return select_consumer_cases(catalogue.cases, selection,
                                 options.common.counted());
  } catch (const EmptySelection& error) {
    throw UsageError(error.what());
  }
}

ConformResults results_or_refuse(const ConformOptions& options,
                                 const ConsumerCatalogue& catalogue,
                                 const SelectedConsumerCases& selected) {
  try {
    return ConformResults(
        options, known_consumer_cases(catalogue.cases, selected.cases));
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

// Cases mostly wait, so that three fit on a core.
void set_default_jobs(CLI::App& verb, ConformOptions& options) {
  options.jobs = 3 * std::max(1u, std::jthread::hardware_concurrency());
  verb.get_option("--jobs")->default_val(options.jobs);
}

// Cases speak a profile each.
std::string profiles_of(const std::vector<ConsumerCase>& cases) {
  const auto has = [&](contract::Profile profile) {
    return std::ranges::any_of(cases, [profile](const ConsumerCase& asked) {
      return asked.setup.profile == profile;
    });
  };
  const bool is_documented = has(contract::Profile::kDocumented);
  const bool is_deployed = has(contract::Profile::kDeployed);
  if (is_documented && is_deployed) return "both";
  return std::string(to_string(is_deployed ? contract::Profile::kDeployed
                                           : contract::Profile::kDocumented));
}

int conform_consumer(const ConsumerOptions& options, Process& process) {
  const ConformOptions& common = options.common;
  const ConsumerCatalogue catalogue =
      load_consumer_catalogue(consumer_suite_folder());
  const SelectedConsumerCases selected = select_or_refuse(catalogue, options);
  if (!options.watch.empty() && selected.cases.size() != 1)
    throw UsageError("--watch takes the id of one case");
  ConformResults results = results_or_refuse(common, catalogue, selected);
  ConsumerRunOptions run;
  run.program = find_program(common.command);
  run.nats_server = options.nats_server;
  run.transport = options.transport;
  run.jobs = common.jobs;
  run.patience = common.patience;
  run.seed = common.seed.value_or(fresh_seed());
  run.level = common.counted();
  const ConsumerBundleRun bundled{.suite_version = kVersion,
                                  .case_set_digest = selected.set.digest,
                                  .seed = run.seed,
                                  .transport = run.transport,
                                  .command = common.command};
  RunJournal journal(selected.cases.size());
  run.on_begun = [&journal](std::size_t number) { journal.begin(number); };
  run.on_ended = [&journal](std::size_t number, const CaseResult& result) {
    journal.end(number, result);
  };
  run.on_played = [&](std::size_t number, const StageRecord& record,
                      CaseResult& result) {
    if (common.bundles.empty() || result.outcome == OutcomeKind::kPass) return;
    write_consumer_bundle(common.bundles, bundled, selected.cases[number],
                          record, result);
  };
  LiveLines live(process.out);
  if (!options.watch.empty())
    run.on_event = [&live](const TimelineEvent& event) { live.show(event); };
  const auto ended = run_in_own_process(process, [&] {
    std::optional<RunReport> report =
        run_consumer_suite(selected.cases, run, process);
    if (!report) return static_cast<int>(kInterrupted);
    report->case_set = selected.set;
    results.conclude(*report, selected.cases.size());
    if (!options.watch.empty()) process.out.line("");
    return results.publish(*report, process);
  });
  if (const int* code = std::get_if<int>(&ended)) return *code;
  RunReport begun;
  begun.suite = "consumer";
  begun.case_set = selected.set;
  begun.seed = run.seed;
  begun.profile = profiles_of(selected.cases);
  begun.adapter = run.transport;
  return publish_crash({std::move(begun), infos_of(selected.cases)}, journal,
                       std::get<SuiteCrash>(ended), common, results, process);
}

}  // namespace

std::optional<RunReport> run_consumer_suite(
    const std::vector<ConsumerCase>& cases, const ConsumerRunOptions& options,
    Process& process) {
  ConsumerRunOptions run = options;
  allow_open_files(kOpenFiles + run.jobs * kOpenFilesOfACase,
                   fmt::format("--jobs {}", run.jobs));
  ConformProgress progress(process.err);
  if (!run.on_event)
    run.on_progress = [&progress](std::size_t done, std::size_t planned) {
      progress.show(done, planned);
    };
  if (!run.on_event && progress.is_shown()) {
    // Before the first case is done, too.
    progress.show(0, cases.size());
    run.on_wait = [&progress](const std::string& id, const StageWait& wait) {
      progress.note_wait(id, wait.what, wait.within);
    };
  }
  const AdoptedProcesses adopted;
  const base::NatsLibrary library;
  StopEvent stop;
  const StopOnSignal on_signal(process.signals);
  const std::stop_callback request(on_signal.token(),
                                   [&stop] { stop.request(); });
  const std::string started_at = timestamp_now();
  const auto begun = std::chrono::steady_clock::now();
  RunReport report;
  try {
    report = run_consumer_cases(cases, run, stop);
  } catch (const CaseInterrupted&) {
    return std::nullopt;
  }
  if (on_signal.stopped()) return std::nullopt;
  report.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begun);
  report.started_at = started_at;
  report.suite_version = kVersion;
  report.seed = run.seed;
  report.profile = profiles_of(cases);
  return report;
}

void add_stage_options(CLI::App& verb, std::filesystem::path& nats_server,
                       std::string& transport) {
  verb.add_option("--transport", transport,
                  "websocket, as CHEFS has it, or nats for a client that "
                  "cannot do it.")
      ->check(CLI::IsMember({"websocket", "nats"}))
      ->type_name("websocket|nats");
  verb.add_option("--nats-server", nats_server,
                  "The nats-server to run; without it NATS_SERVER, or the one "
                  "in PATH.")
      ->type_name("FILE");
}

void add_conform_consumer(CLI::App& conform, Chosen& chosen) {
  auto options = std::make_shared<ConsumerOptions>();
  CLI::App* verb = conform.add_subcommand(
      "consumer",
      "Run a consumer against a stream of its own for each case, break what "
      "can break, and judge it by what a real nats-server saw. It is any "
      "program that reads where to connect from its environment: SERVERS, "
      "NKEY_SEED, DURABLE_NAME … One that prints a JSON line for each message "
      "is judged in depth. More in docs/consumer-adapter.md.");
  add_conform_options(*verb, options->common);
  set_default_jobs(*verb, options->common);
  add_stage_options(*verb, options->nats_server, options->transport);
  verb->add_option("--watch", options->watch,
                   "Run this one case, and show what happens as it happens.")
      ->type_name("CASE");
  add_command_words(*verb, options->common.command)->required();
  verb->footer(examples(
      {{"chefs-mock conform consumer -- node consumer.mjs",
        "every case, a summary, exit code 0 if it conforms"},
       {"chefs-mock conform consumer --level must --report html=report.html -- "
        "./consumer",
        "what the published page demands, and a report for the browser"},
       {"chefs-mock conform consumer --watch consumer.delivery.order -- "
        "./consumer",
        "one case, live"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) {
      return conform_consumer(*options, process);
    };
  });
}

}  // namespace chefs::cli
