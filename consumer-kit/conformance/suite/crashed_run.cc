#include "consumer-kit/conformance/suite/crashed_run.h"

#include <fmt/format.h>
#include <string.h>

#include <string>
#include <utility>

namespace chefs::conformance {
namespace {

CaseResult interrupted(const std::string& by_signal) {
  CheckResult check;
  check.name = "suite";
  check.outcome = OutcomeKind::kError;
  check.answer = "error";
  check.expected = "the suite runs the case to its end";
  check.observed = "the suite itself ended here " + by_signal;
  CaseResult result;
  result.outcome = OutcomeKind::kError;
  result.checks.push_back(std::move(check));
  return result;
}

}  // namespace

void report_crash(RunReport& report, const std::vector<CaseInfo>& infos,
                  RunSoFar done, int signal) {
  const char* name = ::sigdescr_np(signal);
  const std::string by_signal = fmt::format("by signal {} ({})", signal,
                                            name == nullptr ? "unknown" : name);
  std::string running;
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const bool was_running = done.running.contains(i);
    if (was_running) running += (running.empty() ? "" : ", ") + infos[i].id;
    const auto ended = done.ended.find(i);
    if (!was_running && ended == done.ended.end()) continue;
    CaseResult result =
        was_running ? interrupted(by_signal) : std::move(ended->second);
    result.info = infos[i];
    result.counts = infos[i].level <= report.level;
    report.cases.push_back(std::move(result));
  }
  report.notes.push_back(fmt::format(
      "the suite itself ended {}: a mistake of chefs-mock, not of the program. "
      "{} of {} cases were done; running: {}",
      by_signal, report.cases.size() - done.running.size(), infos.size(),
      running.empty() ? "none" : running));
}

}  // namespace chefs::conformance
