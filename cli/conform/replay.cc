// `chefs-mock replay`: one failed case again, alone, with its exact input.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/conform/conform_consumer.h"
#include "cli/conform/conform_decryptor.h"
#include "cli/conform/conform_results.h"
#include "cli/conform/suite_data.h"
#include "cli/help.h"
#include "cli/verbs.h"
#include "consumer-kit/conformance/catalogue/bundle_suite.h"
#include "consumer-kit/conformance/consumer/consumer_bundle.h"
#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"
#include "consumer-kit/conformance/suite/digest.h"
#include "contract/json.h"

namespace chefs::cli {
namespace {

using namespace conformance;

struct ReplayOptions {
  std::filesystem::path bundle;
  double patience = 1.0;
  bool as_json = false;
  std::filesystem::path nats_server;
  std::vector<std::string> command;
};

SelectedCases only(const DecryptorCase& asked, std::size_t catalogue_cases) {
  SelectedCases selected;
  selected.cases = {asked};
  selected.set = {.digest = case_set_digest({asked.info}),
                  .cases = 1,
                  .checks = asked.checks.size(),
                  .catalogue_cases = catalogue_cases,
                  .is_complete = false,
                  .selection = "its bundle"};
  return selected;
}

CaseSet set_of_one(const ConsumerCase& asked, std::size_t catalogue_cases) {
  return {.digest = case_set_digest({asked.info}),
          .cases = 1,
          .checks = asked.checks.size(),
          .catalogue_cases = catalogue_cases,
          .is_complete = false,
          .selection = "its bundle"};
}

int replay_consumer(const ReplayOptions& options, Process& process) {
  const ConsumerBundle bundle = read_consumer_bundle(options.bundle);
  ConformOptions common;
  common.as_json = options.as_json;
  ConformResults results(common, {});
  ConsumerRunOptions run;
  run.program = find_program(options.command.empty() ? bundle.run.command
                                                     : options.command);
  run.nats_server = options.nats_server;
  run.transport = bundle.run.transport;
  run.patience = options.patience;
  run.seed = bundle.run.seed;
  run.level = Level::kMay;
  std::optional<RunReport> report =
      run_consumer_suite({bundle.asked}, run, process);
  if (!report) return kInterrupted;
  report->case_set =
      set_of_one(bundle.asked,
                 load_consumer_catalogue(consumer_suite_folder()).cases.size());
  results.conclude(*report, 1);
  return results.publish(*report, process);
}

int replay_decryptor(const ReplayOptions& options, Process& process) {
  const DecryptorBundle bundle = read_bundle(options.bundle);
  const DecryptorSuite suite = load_decryptor_suite(decryptor_suite_folder());
  const SelectedCases selected =
      only(bundle.asked, suite.catalogue.cases.size());
  ConformOptions common;
  common.as_json = options.as_json;
  ConformResults results(common, {});
  const DecryptorRunOptions run{
      .program = find_program(options.command.empty() ? bundle.command
                                                      : options.command),
      .adapter = bundle.adapter,
      .jobs = 1,
      .patience = options.patience,
      .rounds = 1,
      .level = Level::kMay,
      .on_progress = {}};
  std::optional<RunReport> report =
      run_decryptor_suite(selected, suite, run, bundle.seed, process);
  if (!report) return kInterrupted;
  results.conclude(*report, 1);
  return results.publish(*report, process);
}

int replay(const ReplayOptions& options, Process& process) {
  return suite_of_bundle(options.bundle) == "consumer"
             ? replay_consumer(options, process)
             : replay_decryptor(options, process);
}

}  // namespace

void add_replay(CLI::App& app, Chosen& chosen) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* verb = app.add_subcommand(
      "replay",
      "Run the case of a bundle again, with its exact input and the command "
      "that failed it, or another one. Start it in the same directory as the "
      "run that wrote the bundle if the command is a relative path.");
  verb->add_option("bundle", options->bundle,
                   "The bundle's directory, or its bundle.json.")
      ->required()
      ->type_name("BUNDLE");
  verb->add_option("--patience", options->patience,
                   "Multiply every deadline by this, e.g. under a debugger.")
      ->check(CLI::Range(0.001, 1000.0))
      ->type_name("FACTOR");
  verb->add_option("--nats-server", options->nats_server,
                   "Of a consumer's case: the nats-server to run; without it "
                   "NATS_SERVER, or the one in PATH.")
      ->type_name("FILE");
  verb->add_flag("--json", options->as_json,
                 "The report as one line of JSON on standard output.");
  add_command_words(*verb, options->command);
  verb->footer(
      examples({{"chefs-mock replay bundles/decrypt.tag.flipped-bit",
                 "the failed case alone; exit code 0 once it passes"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) { return replay(*options, process); };
  });
}

}  // namespace chefs::cli
