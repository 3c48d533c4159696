#include "cli/conform/conform_results.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "base/environment_error.h"
#include "base/read_file.h"
#include "base/utc_time.h"
#include "cli/usage_error.h"
#include "consumer-kit/conformance/report/report_json.h"
#include "consumer-kit/conformance/report/report_terminal.h"
#include "consumer-kit/conformance/suite/verdict.h"
#include "contract/json.h"

namespace chefs::cli {
namespace {

using namespace conformance;
namespace fs = std::filesystem;

std::vector<BaselineEntry> read_baseline(const fs::path& path) {
  if (path.empty()) return {};
  const auto text = base::try_read_file(path);
  if (!text)
    throw base::EnvironmentError(fmt::format(
        "cannot read the baseline {}; --write-baseline {} makes one",
        path.string(), path.string()));
  return parse_baseline(*text);
}

void require_sound(const std::vector<BaselineEntry>& entries,
                   const std::vector<KnownCase>& known, const fs::path& path) {
  const std::vector<std::string> refused = refuse_entries(entries, known);
  if (refused.empty()) return;
  throw UsageError(fmt::format("the baseline {} does not fit this suite:\n  {}",
                               path.string(), fmt::join(refused, "\n  ")));
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file)
    throw base::EnvironmentError(
        fmt::format("cannot write the baseline {}; the folder may be missing "
                    "or read-only, or the disk full",
                    path.string()));
}

Coloring coloring_for(const Output& out) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool is_unwanted = no_color != nullptr && *no_color != '\0';
  return out.is_terminal() && !is_unwanted ? Coloring::kAnsi : Coloring::kPlain;
}

ReportFiles files_or_refuse(const std::vector<std::string>& specifications) {
  try {
    return ReportFiles(specifications);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

ConformResults::ConformResults(const ConformOptions& options,
                               const std::vector<KnownCase>& known)
    : options_(options),
      baseline_(read_baseline(options.expect_failures)),
      files_(files_or_refuse(options.reports)) {
  require_sound(baseline_, known, options.expect_failures);
}

void ConformResults::conclude(RunReport& report, std::size_t planned) const {
  report.is_strict = options_.is_strict;
  if (!options_.expect_failures.empty()) {
    report.baseline_file = options_.expect_failures.string();
    if (report.not_scored_because.empty())
      report.baseline_problems = apply_baseline(baseline_, report.cases);
  }
  conformance::conclude(report, planned);
}

int ConformResults::publish(const RunReport& report, Process& process) {
  files_.write(report);
  if (!options_.write_baseline.empty()) write_baseline(report, process);
  if (options_.as_json)
    process.out.json_line(report_as_json(report));
  else
    process.out.text(report_for_terminal(
        report, {.columns = 80, .coloring = coloring_for(process.out)}));
  return exit_code(report);
}

void ConformResults::write_baseline(const RunReport& report,
                                    Process& process) const {
  const fs::path& file = options_.write_baseline;
  if (report.verdict == Verdict::kNotScored)
    process.err.line(fmt::format("{} is not written: not every case was judged",
                                 file.string()));
  else
    write_text(file, conformance::write_baseline(report));
}

std::string timestamp_now() {
  return base::format_utc(std::chrono::floor<std::chrono::seconds>(
      std::chrono::system_clock::now()));
}

}  // namespace chefs::cli
