#include "cli/conform/conform_decryptor.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "cli/help.h"
#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"
#include "consumer-kit/conformance/suite/baseline.h"
#include "contract/profile.h"
#include "contract/random_source.h"
#include "producer/scenario/scenario_files.h"

namespace chefs::cli {
namespace {

using namespace conformance;

struct DecryptorOptions {
  ConformOptions common;
  std::string adapter = "one-shot";
  std::size_t rounds = 1;
};

AdapterKind adapter_named(const std::string& name) {
  return name == "session" ? AdapterKind::kSession : AdapterKind::kOneShot;
}

int conform_decryptor(const DecryptorOptions& options, Process& process) {
  const ConformOptions& common = options.common;
  const DecryptorSuite suite = load_decryptor_suite(decryptor_suite_folder());
  const std::vector<DecryptorCase>& all = suite.catalogue.cases;
  const auto selected = take_or_refuse(all, common.selection, common.counted());
  ConformResults results(common, known_cases(all, selected.cases));
  SuiteRun run = decryptor_suite_run(selected, suite,
                                     {.program = find_program(common.command),
                                      .adapter = adapter_named(options.adapter),
                                      .rounds = options.rounds,
                                      .run = run_options(common)});
  if (!common.bundles.empty())
    run.on_concluded = [&](RunReport& report) {
      write_bundles(common.bundles, selected.cases, report);
    };
  return conform_suite(std::move(run), results, process);
}

}  // namespace

std::filesystem::path decryptor_suite_folder() {
  return producer::find_data_folder() / "scenarios" / "decryptor";
}

SuiteRun decryptor_suite_run(const SelectedCases<DecryptorCase>& selected,
                             const DecryptorSuite& suite,
                             DecryptorRunOptions options) {
  SuiteRun run;
  run.begun.suite = "decryptor";
  run.begun.case_set = selected.set;
  run.begun.profile = to_string(contract::Profile::kDocumented);
  run.begun.adapter = to_string(options.adapter);
  run.begun.command = options.program.words;
  run.begun.notes = {
      "right answers were not held against their controls yet, so that they "
      "prove nothing"};
  run.infos = infos_of(selected.cases);
  run.options = options.run;
  run.run = [&selected, &suite, options = std::move(options)](
                const RunOptions& with, const StopEvent& stop) mutable {
    options.run = with;
    contract::SeededRandom random(with.seed, "decryptor-probe");
    return run_decryptor_cases(selected.cases, suite.catalogue.cases,
                               suite.mistakes, options, random, stop);
  };
  return run;
}

void add_conform_decryptor(CLI::App& conform, Chosen& chosen) {
  auto options = std::make_shared<DecryptorOptions>();
  CLI::App* verb = conform.add_subcommand(
      "decryptor",
      "Ask a decryptor what it makes of valid and invalid payloads, and tell "
      "what is wrong with it. It is any program: the key comes to it in "
      "ENCRYPTION_KEY, the hex on standard input; it prints the plaintext and "
      "exits with 0, or prints nothing and exits with 1. More in "
      "docs/decryptor-adapters.md.");
  verb->add_option("--adapter", options->adapter,
                   "one-shot: a process for each payload. session: one "
                   "process, JSON lines both ways.")
      ->check(CLI::IsMember({"one-shot", "session"}))
      ->type_name("one-shot|session")
      ->capture_default_str();
  add_conform_options(*verb, options->common);
  verb->add_option("--rounds", options->rounds,
                   "Ask everything so many times; answers must not change.")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
      ->type_name("N");
  add_command_words(*verb, options->common.command)->required();
  verb->footer(
      examples({{"chefs-mock conform decryptor -- ./my-decryptor",
                 "every case, a summary, exit code 0 if it conforms"},
                {"chefs-mock conform decryptor --adapter session --report "
                 "html=report.html -- node decrypt.mjs",
                 "one process for all, and a report for the browser"},
                {"chefs-mock conform decryptor --only 'decrypt.tag.*' -- ./d",
                 "one group; proves less than all"}}));
  verb->callback([options, &chosen] {
    chosen = [options](Process& process) {
      return conform_decryptor(*options, process);
    };
  });
}

}  // namespace chefs::cli
