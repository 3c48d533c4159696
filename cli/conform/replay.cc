// `chefs-mock replay`: one failed case again, alone, with its exact input.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "cli/conform/conform_consumer.h"
#include "cli/conform/conform_decryptor.h"
#include "cli/help.h"
#include "cli/verbs.h"
#include "consumer-kit/conformance/consumer/consumer_bundle.h"
#include "consumer-kit/conformance/consumer/consumer_catalogue.h"
#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"
#include "consumer-kit/conformance/suite/bundle.h"
#include "consumer-kit/conformance/suite/digest.h"

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

template <typename Case>
SelectedCases<Case> only(const Case& test_case, std::size_t catalogue_cases) {
  return {.cases = {test_case},
          .set = {.digest = case_set_digest({test_case.info}),
                  .cases = 1,
                  .checks = test_case.checks.size(),
                  .catalogue_cases = catalogue_cases,
                  .is_complete = false,
                  .selection = "its bundle"}};
}

Program program_of(const ReplayOptions& options,
                   const std::vector<std::string>& bundled) {
  return find_program(options.command.empty() ? bundled : options.command);
}

RunOptions how_to_run(const ReplayOptions& options, std::uint64_t seed) {
  RunOptions run;
  run.patience = options.patience;
  run.seed = seed;
  run.level = Level::kMay;
  return run;
}

int replay_consumer(const ReplayOptions& options, ConformResults& results,
                    Process& process) {
  const ConsumerBundle bundle = read_consumer_bundle(options.bundle);
  const auto selected =
      only(bundle.test_case,
           load_consumer_catalogue(consumer_suite_folder()).cases.size());
  ConsumerRunOptions run;
  run.program = program_of(options, bundle.run.command);
  run.nats_server = options.nats_server;
  run.transport = bundle.run.transport;
  run.run = how_to_run(options, bundle.run.seed);
  return run_and_publish(consumer_suite_run(selected, std::move(run)), results,
                         process);
}

int replay_decryptor(const ReplayOptions& options, ConformResults& results,
                     Process& process) {
  const DecryptorBundle bundle = read_bundle(options.bundle);
  const DecryptorSuite suite = load_decryptor_suite(decryptor_suite_folder());
  const auto selected = only(bundle.test_case, suite.catalogue.cases.size());
  return run_and_publish(
      decryptor_suite_run(selected, suite,
                          {.program = program_of(options, bundle.command),
                           .adapter = bundle.adapter,
                           .rounds = 1,
                           .run = how_to_run(options, bundle.seed)}),
      results, process);
}

int replay(const ReplayOptions& options, Process& process) {
  ConformOptions common;
  common.as_json = options.as_json;
  ConformResults results(common, {});
  return suite_of_bundle(options.bundle) == "consumer"
             ? replay_consumer(options, results, process)
             : replay_decryptor(options, results, process);
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
