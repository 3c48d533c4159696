// Runs a share of the wrong decryptors under the whole suite and keeps what
// each did in each case, a JSON file each, for kill_matrix.test.mjs. All of a
// share run in one process, so that the inputs' keys are derived once.
//
//   run_mutants SUITE MUTANT_DECRYPTOR RUNS SHARE SHARES     SHARE from 0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_run.h"
#include "consumer-kit/conformance/decryptor/decryptor_suite.h"
#include "consumer-kit/conformance/suite/selection.h"
#include "consumer-kit/conformance/suite/verdict.h"
#include "contract/random_source.h"

namespace {

namespace fs = std::filesystem;
using namespace chefs::conformance;
using chefs::contract::Json;

struct WantedRun {
  std::string name;
  AdapterKind adapter = AdapterKind::kSession;
  double patience = 1.0;
};

// The null adapters that never answer must cost little; "slow" is later than
// these deadlines all the same.
constexpr double kNullPatience = 0.05;

// Each mutant by the adapter in which its mistake shows, each null adapter by
// both.
std::vector<WantedRun> wanted_runs(const MutantList& list) {
  std::vector<WantedRun> wanted;
  for (const Mutant& mutant : list.mutants)
    wanted.push_back({mutant.name, mutant.adapter == MutantAdapter::kOneShot
                                       ? AdapterKind::kOneShot
                                       : AdapterKind::kSession});
  for (const NullAdapter& program : list.null_adapters)
    for (const AdapterKind adapter :
         {AdapterKind::kSession, AdapterKind::kOneShot})
      wanted.push_back({program.name, adapter, kNullPatience});
  return wanted;
}

// A case is killed by an answer that is wrong in itself; what fails only for
// want of proof is "unproven" (docs/decisions/0082-what-counts-as-killed.md).
std::string outcome_word(const CaseResult& result) {
  if (result.outcome != OutcomeKind::kFail)
    return std::string(to_string(result.outcome));
  for (const CheckResult& check : result.checks)
    if (check.outcome == OutcomeKind::kFail && !check.is_unproven)
      return "killed";
  return "unproven";
}

Json as_json(const WantedRun& wanted, const RunReport& report) {
  Json cases = Json::object();
  Json answers = Json::object();
  for (const CaseResult& result : report.cases) {
    cases[result.info.id] = outcome_word(result);
    for (const CheckResult& check : result.checks)
      answers[result.info.id + ':' + check.name] = check.answer;
  }
  Json diagnoses = Json::array();
  for (const Diagnosis& diagnosis : report.diagnoses)
    diagnoses.push_back(diagnosis.name);
  return {{"name", wanted.name},
          {"adapter", to_string(wanted.adapter)},
          {"digest", report.case_set.digest},
          {"exitCode", exit_code(report)},
          {"diagnoses", diagnoses},
          {"cases", cases},
          // What signs of known mistakes can be made of.
          {"answers", answers}};
}

class Runs {
 public:
  Runs(const fs::path& suite, std::string program, fs::path folder)
      : suite_(load_decryptor_suite(suite)),
        selected_(take_cases(suite_.catalogue.cases, {}, Level::kMay)),
        program_(std::move(program)),
        folder_(std::move(folder)) {
    fs::create_directories(folder_);
  }

  const MutantList& mutants() const { return suite_.catalogue.mutants; }

  void run(const WantedRun& wanted) const {
    std::vector<std::string> words{program_, "--mutant", wanted.name};
    if (wanted.adapter == AdapterKind::kSession) words.push_back("--session");
    const DecryptorRunOptions options{
        .program = find_program(words),
        .adapter = wanted.adapter,
        .rounds = 1,
        .asks_whoever_opens_nothing = true,
        .run = {.jobs = 1, .patience = wanted.patience, .level = Level::kMay}};
    chefs::contract::SeededRandom random(1, "kill-matrix");
    RunReport report =
        run_decryptor_cases(selected_.cases, suite_.catalogue.cases,
                            suite_.mistakes, options, random, stop_);
    report.case_set = selected_.set;
    conclude(report, selected_.cases.size());
    std::ofstream(folder_ / (wanted.name + '.' +
                             std::string(to_string(wanted.adapter)) + ".json"))
        << as_json(wanted, report).dump() << std::flush;
  }

 private:
  DecryptorSuite suite_;
  SelectedCases<DecryptorCase> selected_;
  std::string program_;
  fs::path folder_;
  StopEvent stop_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::cerr << "usage: run_mutants SUITE PROGRAM RUNS SHARE SHARES\n";
    return 2;
  }
  const Runs runs(argv[1], argv[2], argv[3]);
  const std::size_t share = std::stoul(argv[4]);
  const std::size_t shares = std::stoul(argv[5]);
  const std::vector<WantedRun> wanted = wanted_runs(runs.mutants());
  for (std::size_t i = share; i < wanted.size(); i += shares)
    runs.run(wanted[i]);
}
