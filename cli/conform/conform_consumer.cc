#include "cli/conform/conform_consumer.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/nats_handles.h"
#include "base/printable.h"
#include "cli/help.h"
#include "cli/system_limits.h"
#include "cli/version.h"
#include "consumer-kit/conformance/consumer/consumer_bundle.h"
#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "consumer-kit/conformance/consumer/event_words.h"
#include "consumer-kit/conformance/report/chart_text.h"
#include "contract/profile.h"
#include "producer/scenario/scenario_files.h"

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

// A case as it is played, a line for each moment: time, who, what, in 80
// columns.
//
//    0.412  server   "sealed" (sequence 3) delivered (connection 1)
//    0.455  program  "sealed" (sequence 3) reported: processed
class LiveLines {
 public:
  explicit LiveLines(Output& out) : out_(out) {}

  // Moments come in order, on the threads of those who see them, which must not
  // end by an exception: that the reader went away is found when the report is
  // printed.
  void show(const TimelineEvent& event) {
    try {
      if (!is_closed_) out_.line(line(event));
    } catch (const std::runtime_error&) {
      is_closed_ = true;
    }
  }

 private:
  static std::string_view who(EventKind kind) {
    const bool is_fault =
        kind == EventKind::kFault || kind == EventKind::kGaveUp;
    return is_fault ? "!" : who_of(kind);
  }

  std::string line(const TimelineEvent& event) {
    if (event.kind == EventKind::kPublished)
      known_.messages.add({.name = event.text, .sequence = event.sequence});
    std::string line =
        fmt::format("{:>8}  {:<7}  {}", seconds(event.at), who(event.kind),
                    base::printable(words_of(known_, event)));
    // Subjects and JSON are ASCII; what is not is cut within a character at
    // worst, and shown as such.
    if (line.size() > kColumns) line = line.substr(0, kColumns - 3) + "...";
    return line;
  }

  Output& out_;
  // Only the names of messages: they are told with their publication.
  Timeline known_;
  bool is_closed_ = false;
};

SelectedCases<ConsumerCase> select_or_refuse(const ConsumerCatalogue& catalogue,
                                             const ConsumerOptions& options) {
  const ConformOptions& common = options.common;
  if (options.watch.empty())
    return take_or_refuse(catalogue.cases, common.selection, common.counted());
  auto watched = take_or_refuse(catalogue.cases, {.only = {options.watch}},
                                common.counted());
  if (watched.cases.size() != 1)
    throw UsageError("--watch takes the id of one case");
  return watched;
}

// Cases mostly wait, so that three fit on a core.
void set_default_jobs(CLI::App& verb, ConformOptions& options) {
  options.jobs = 3 * std::max(1u, std::jthread::hardware_concurrency());
  verb.get_option("--jobs")->default_val(options.jobs);
}

// Cases speak a profile each.
std::string profiles_of(const std::vector<ConsumerCase>& cases) {
  const auto has = [&](contract::Profile profile) {
    return std::ranges::any_of(cases, [profile](const ConsumerCase& c) {
      return c.setup.profile == profile;
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
  const auto selected = select_or_refuse(catalogue, options);
  ConformResults results(common, known_cases(catalogue.cases, selected.cases));
  ConsumerRunOptions run;
  run.program = find_program(common.command);
  run.nats_server = options.nats_server;
  run.transport = options.transport;
  run.run = run_options(common);
  if (!common.bundles.empty())
    run.on_played =
        [&, bundled = ConsumerBundleRun{.suite_version = kVersion,
                                        .case_set_digest = selected.set.digest,
                                        .seed = run.run.seed,
                                        .transport = run.transport,
                                        .command = common.command}](
            std::size_t number, const CaseRecord& record, CaseResult& result) {
          if (result.outcome != OutcomeKind::kPass)
            write_consumer_bundle(common.bundles, bundled,
                                  selected.cases[number], record, result);
        };
  LiveLines live(process.out);
  if (!options.watch.empty())
    run.on_event = [&live](const TimelineEvent& event) { live.show(event); };
  SuiteRun suite = consumer_suite_run(selected, std::move(run));
  if (!options.watch.empty())
    suite.on_concluded = [&process](RunReport&) { process.out.line(""); };
  return conform_suite(std::move(suite), results, process);
}

void add_server_options(CLI::App& verb, ConsumerOptions& options) {
  verb.add_option("--transport", options.transport,
                  "websocket, as CHEFS has it, or nats for a client that "
                  "cannot do it.")
      ->check(CLI::IsMember({"websocket", "nats"}))
      ->type_name("websocket|nats");
  verb.add_option("--nats-server", options.nats_server,
                  "The nats-server to run; without it NATS_SERVER, or the one "
                  "in PATH.")
      ->type_name("FILE");
}

}  // namespace

std::filesystem::path consumer_suite_folder() {
  return producer::find_data_folder() / "scenarios" / "consumer";
}

SuiteRun consumer_suite_run(const SelectedCases<ConsumerCase>& selected,
                            ConsumerRunOptions options) {
  allow_open_files(kOpenFiles + options.run.jobs * kOpenFilesOfACase,
                   fmt::format("--jobs {}", options.run.jobs));
  SuiteRun run;
  run.begun.suite = "consumer";
  run.begun.case_set = selected.set;
  run.begun.profile = profiles_of(selected.cases);
  run.begun.adapter = options.transport;
  run.begun.command = options.program.words;
  run.infos = infos_of(selected.cases);
  run.options = options.run;
  run.run = [&selected, options = std::move(options)](
                const RunOptions& with,
                const StopEvent& stop) mutable -> std::optional<RunReport> {
    options.run = with;
    if (options.on_event) {
      options.run.on_progress = {};
      options.run.on_wait = {};
    }
    // Before the first case is done, too.
    if (options.run.on_progress)
      options.run.on_progress(0, selected.cases.size());
    const base::NatsLibrary library;
    try {
      return run_consumer_cases(selected.cases, options, stop);
    } catch (const CaseInterrupted&) {
      return std::nullopt;
    }
  };
  return run;
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
  add_server_options(*verb, *options);
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
