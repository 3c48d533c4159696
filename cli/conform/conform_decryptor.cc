#include "cli/conform/conform_decryptor.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <stdexcept>
#include <utility>
#include <variant>

#include "cli/conform/conform_crash.h"
#include "cli/conform/conform_progress.h"
#include "cli/conform/conform_results.h"
#include "cli/conform/suite_data.h"
#include "cli/conform/suite_process.h"
#include "cli/help.h"
#include "cli/usage_error.h"
#include "cli/version.h"
#include "consumer-kit/conformance/decryptor/decryptor_bundle.h"
#include "consumer-kit/conformance/process/adopted_processes.h"
#include "consumer-kit/conformance/suite/run_journal.h"
#include "contract/profile.h"
#include "contract/random_source.h"

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

SelectedCases select_or_refuse(const DecryptorSuite& suite,
                               const ConformOptions& options) {
  try {
    return select_decryptor_cases(suite.catalogue.cases, options.selection,
                                  options.counted());
  } catch (const EmptySelection& error) {
    throw UsageError(error.what());
  }
}

ConformResults results_or_refuse(const ConformOptions& options,
                                 const DecryptorSuite& suite,
                                 const SelectedCases& selected) {
  try {
    return ConformResults(options,
                          known_cases(suite.catalogue.cases, selected.cases));
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

int conform_decryptor(const DecryptorOptions& options, Process& process) {
  const ConformOptions& common = options.common;
  const DecryptorSuite suite = load_decryptor_suite(decryptor_suite_folder());
  const SelectedCases selected = select_or_refuse(suite, common);
  ConformResults results = results_or_refuse(common, suite, selected);
  RunJournal journal(selected.cases.size());
  const DecryptorRunOptions run{
      .program = find_program(common.command),
      .adapter = adapter_named(options.adapter),
      .jobs = common.jobs,
      .patience = common.patience,
      .rounds = options.rounds,
      .level = common.counted(),
      .on_begun = [&](std::size_t number) { journal.begin(number); },
      .on_ended =
          [&](std::size_t number, const CaseResult* news) {
            news ? journal.end(number, *news) : journal.end_again(number);
          },
      .on_progress = {}};
  const std::uint64_t seed = common.seed.value_or(fresh_seed());
  const auto ended = run_in_own_process(process, [&] {
    std::optional<RunReport> report =
        run_decryptor_suite(selected, suite, run, seed, process);
    if (!report) return static_cast<int>(kInterrupted);
    results.conclude(*report, selected.cases.size());
    if (!common.bundles.empty())
      write_bundles(common.bundles, selected.cases, *report);
    return results.publish(*report, process);
  });
  if (const int* code = std::get_if<int>(&ended)) return *code;
  RunReport begun;
  begun.suite = "decryptor";
  begun.case_set = selected.set;
  begun.seed = seed;
  begun.profile = to_string(contract::Profile::kDocumented);
  begun.adapter = options.adapter;
  begun.notes = {
      "right answers were not held against their controls yet, so that they "
      "prove nothing"};
  return publish_crash({std::move(begun), infos_of(selected.cases)}, journal,
                       std::get<SuiteCrash>(ended), common, results, process);
}

}  // namespace

std::uint64_t fresh_seed() {
  contract::SystemRandom random;
  // Short enough to be typed.
  return random.below(1'000'000'000);
}

std::optional<RunReport> run_decryptor_suite(const SelectedCases& selected,
                                             const DecryptorSuite& suite,
                                             const DecryptorRunOptions& options,
                                             std::uint64_t seed,
                                             Process& process) {
  DecryptorRunOptions run = options;
  ConformProgress progress(process.err);
  run.on_progress = [&progress](std::size_t done, std::size_t planned) {
    progress.show(done, planned);
  };
  const AdoptedProcesses adopted;
  contract::SeededRandom random(seed, "decryptor-probe");
  StopEvent stop;
  const StopOnSignal on_signal(process.signals);
  const std::stop_callback request(on_signal.token(),
                                   [&stop] { stop.request(); });
  const std::string started_at = timestamp_now();
  const auto begun = std::chrono::steady_clock::now();
  RunReport report = run_decryptor_cases(selected.cases, suite.catalogue.cases,
                                         suite.mistakes, run, random, stop);
  if (on_signal.stopped()) return std::nullopt;
  report.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begun);
  report.started_at = started_at;
  report.suite_version = kVersion;
  report.case_set = selected.set;
  report.seed = seed;
  report.profile = to_string(contract::Profile::kDocumented);
  return report;
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
