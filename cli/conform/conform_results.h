// What happens to a run's results, whatever the suite: the baseline is held
// against them, the verdict drawn, the reports written, the summary printed.
#pragma once

#include <string>
#include <vector>

#include "cli/conform/conform_options.h"
#include "cli/verb.h"
#include "consumer-kit/conformance/report/report_files.h"
#include "consumer-kit/conformance/suite/baseline.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::cli {

// Made before the run, so that what cannot work fails early.
class ConformResults {
 public:
  // Throws UsageError for a --report that makes no sense, or a baseline whose
  // entries do not fit the cases; EnvironmentError for files that cannot be
  // read or written.
  ConformResults(const ConformOptions& options,
                 const std::vector<conformance::KnownCase>& known);

  // Holds the baseline against the results and draws the verdict.
  void conclude(conformance::RunReport& report, std::size_t planned) const;
  // Writes and prints; gives the exit code.
  int publish(const conformance::RunReport& report, Process& process);

 private:
  // Of a run that broke off it would lose what was not judged.
  void write_baseline(const conformance::RunReport& report,
                      Process& process) const;

  const ConformOptions& options_;
  std::vector<conformance::BaselineEntry> baseline_;
  conformance::ReportFiles files_;
};

// ISO 8601 in UTC, of now.
std::string timestamp_now();

}  // namespace chefs::cli
