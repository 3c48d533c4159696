// What is left to say when the process that ran a suite has crashed.
#pragma once

#include <vector>

#include "cli/conform/conform_options.h"
#include "cli/conform/conform_results.h"
#include "cli/conform/suite_process.h"
#include "cli/verb.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/suite/run_journal.h"

namespace chefs::cli {

// The run, as far as it is known without its process: which cases it was to
// take, by number, and what is the same for all.
struct CrashedRun {
  conformance::RunReport report;
  std::vector<conformance::CaseInfo> infos;
};

// Writes and prints the usual reports. Gives the exit code.
int publish_crash(CrashedRun run, const conformance::RunJournal& journal,
                  SuiteCrash crash, const ConformOptions& options,
                  ConformResults& results, Process& process);

}  // namespace chefs::cli
