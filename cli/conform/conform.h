// A run of a suite, whichever it is: carried out with its progress shown,
// judged against the baseline, reported. What a suite adds of its own is in
// conform_decryptor.h and conform_consumer.h; where results go:
// conform_results.h.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "cli/conform/conform_options.h"
#include "cli/conform/conform_results.h"
#include "cli/usage_error.h"
#include "cli/verb.h"
#include "consumer-kit/conformance/process/program_under_test.h"
#include "consumer-kit/conformance/suite/run_options.h"
#include "consumer-kit/conformance/suite/selection.h"

namespace chefs::cli {

struct SuiteRun {
  // What is known before its first case: the suite, the case set, the profile;
  // of a run that crashes also the adapter, the command, and notes.
  conformance::RunReport begun;
  // Of the cases that it takes.
  std::vector<conformance::CaseInfo> infos;
  conformance::RunOptions options;
  // May give nothing if it was stopped.
  std::function<std::optional<conformance::RunReport>(
      const conformance::RunOptions&, const conformance::StopEvent&)>
      run;
  // Called once the verdict is drawn, before anything is written; may be empty.
  std::function<void(conformance::RunReport&)> on_concluded = {};
};

// Give the exit code. `conform_suite` works in a process of its own, so that a
// crash of the suite is not the end of its report: the process that was started
// watches over it, and is what is left. Why: docs/decisions/0143.
int conform_suite(SuiteRun suite, ConformResults& results, Process& process);
int run_and_publish(const SuiteRun& suite, ConformResults& results,
                    Process& process);

// As the options have it.
conformance::RunOptions run_options(const ConformOptions& options);

// Throws UsageError if nothing is selected.
template <typename Case>
conformance::SelectedCases<Case> take_or_refuse(
    const std::vector<Case>& catalogue, const conformance::Selection& selection,
    conformance::Level counted) {
  try {
    return conformance::take_cases(catalogue, selection, counted);
  } catch (const conformance::EmptySelection& error) {
    throw UsageError(error.what());
  }
}

}  // namespace chefs::cli
