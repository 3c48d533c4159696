#include "cli/conform/conform_crash.h"

#include "cli/conform/conform_progress.h"
#include "cli/version.h"
#include "consumer-kit/conformance/suite/crashed_run.h"

namespace chefs::cli {

using namespace conformance;

int publish_crash(CrashedRun run, const RunJournal& journal, SuiteCrash crash,
                  const ConformOptions& options, ConformResults& results,
                  Process& process) {
  RunReport& report = run.report;
  report.suite_version = kVersion;
  report.command = options.command;
  report.jobs = options.jobs;
  report.level = options.counted();
  report_crash(report, run.infos, journal.read(), crash.signal);
  results.conclude(report, run.infos.size());
  // Even if its last case had ended.
  report.verdict = Verdict::kNotScored;
  // The line that the crash left on a terminal.
  { const ConformProgress erased(process.err); }
  results.publish(report, process);
  return kEnvironment;
}

}  // namespace chefs::cli
