#include "consumer-kit/conformance/consumer/consumer_run.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "consumer-kit/conformance/consumer/case_order.h"
#include "consumer-kit/conformance/consumer/consumer_chart.h"
#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "consumer-kit/conformance/consumer/leaks.h"
#include "consumer-kit/conformance/side_by_side.h"
#include "producer/nats_server_binary.h"
#include "transport/environment_error.h"

namespace chefs::conformance {
namespace {

using std::chrono::milliseconds;
using transport::EnvironmentError;

// A program that never connects would take minutes to fail every case: after so
// many such cases in a row the others get a quarter of the time.
constexpr int kSilentCasesUntilHurry = 4;
constexpr double kHurry = 0.25;

milliseconds cpu_time() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto ms = [](const timeval& time) {
    return std::chrono::seconds(time.tv_sec) +
           std::chrono::microseconds(time.tv_usec);
  };
  return std::chrono::duration_cast<milliseconds>(ms(used.ru_utime) +
                                                  ms(used.ru_stime));
}

bool has_connected(const Timeline& timeline) {
  return std::ranges::any_of(timeline.events, [](const TimelineEvent& event) {
    return event.kind == EventKind::kConnected ||
           event.kind == EventKind::kRefused;
  });
}

CaseResult not_played(const ConsumerCase& asked, const std::string& why) {
  CheckResult check;
  check.name = "stage";
  check.outcome = OutcomeKind::kError;
  check.answer = "error";
  check.expected = "a broker, a proxy and the messages of the case";
  check.observed = why;
  CaseResult result;
  result.info = asked.info;
  result.outcome = OutcomeKind::kError;
  result.checks.push_back(std::move(check));
  return result;
}

class Run {
 public:
  Run(const std::vector<ConsumerCase>& cases, const ConsumerRunOptions& options,
      std::string server_version, const StopEvent& stop)
      : cases_(cases),
        options_(options),
        given_{.transport = options.transport,
               .server_version = std::move(server_version)},
        stop_(stop),
        results_(cases.size()),
        secrets_(cases.size()) {}

  std::vector<CaseResult> play_all() {
    const std::vector<std::size_t> order =
        order_to_begin(cases_, kSilentCasesUntilHurry);
    work_side_by_side(order.size(), options_.jobs,
                      [&](std::size_t turn) { play(order[turn]); });
    blame_for_leaks(cases_, secrets_, results_);
    return std::move(results_);
  }

  std::size_t reporting() const { return reporting_; }

 private:
  StageOptions stage_options() const {
    StageOptions stage;
    stage.program = options_.program;
    stage.nats_server = options_.nats_server;
    stage.transport = options_.transport;
    stage.patience =
        options_.patience * (silent_ >= kSilentCasesUntilHurry ? kHurry : 1.0);
    stage.seed = options_.seed;
    stage.on_event = options_.on_event;
    return stage;
  }

  void play(std::size_t number) {
    const ConsumerCase& asked = cases_[number];
    if (options_.on_begun) options_.on_begun(number);
    if (!why_not_here(asked, given_).empty())
      return keep(number, judge_unplayed(asked), nullptr);
    try {
      const StageRecord record =
          play_consumer_case(asked, stage_options(), stop_);
      silent_ = has_connected(record.timeline) ? 0 : silent_ + 1;
      CaseResult result = judge_consumer_case(asked, record.timeline);
      result.chart = chart_of(record.timeline, result);
      keep(number, std::move(result), &record);
    } catch (const EnvironmentError& error) {
      keep(number, not_played(asked, error.what()), nullptr);
    }
  }

  CaseResult judge_unplayed(const ConsumerCase& asked) const {
    Timeline nothing;
    nothing.given = given_;
    return judge_consumer_case(asked, nothing);
  }

  void keep(std::size_t number, CaseResult result, const StageRecord* record) {
    result.counts = result.info.level <= options_.level;
    const std::lock_guard lock(mutex_);
    if (record) secrets_[number] = record->timeline.secrets;
    if (record && record->timeline.is_reporting) ++reporting_;
    if (record && options_.on_played)
      options_.on_played(number, *record, result);
    if (options_.on_ended) options_.on_ended(number, result);
    results_[number] = std::move(result);
    if (options_.on_progress) options_.on_progress(++done_, cases_.size());
  }

  const std::vector<ConsumerCase>& cases_;
  const ConsumerRunOptions& options_;
  // As far as it is the same in every case.
  const GivenToProgram given_;
  const StopEvent& stop_;
  std::atomic<int> silent_ = 0;
  std::mutex mutex_;
  std::vector<CaseResult> results_;
  // That each case's program showed.
  std::vector<std::vector<FoundSecret>> secrets_;
  std::size_t done_ = 0;
  std::size_t reporting_ = 0;
};

}  // namespace

RunReport run_consumer_cases(const std::vector<ConsumerCase>& cases,
                             const ConsumerRunOptions& options,
                             const StopEvent& stop) {
  const milliseconds cpu_before = cpu_time();
  // Said once, not by every case.
  const producer::NatsServerBinary server =
      producer::find_nats_server(options.nats_server);
  RunReport report;
  report.suite = "consumer";
  report.nats_server_version = to_string(server.version);
  report.level = options.level;
  report.command = options.program.words;
  report.jobs = options.jobs;
  Run run(cases, options, report.nats_server_version, stop);
  report.cases = run.play_all();
  report.adapter =
      fmt::format("{} over {}", run.reporting() > 0 ? "reporting" : "black box",
                  options.transport);
  if (run.reporting() == 0)
    report.notes.push_back(
        "the program printed no report lines, so that only what the server saw "
        "was judged; docs/consumer-adapter.md tells how to report");
  report.runner_cpu = cpu_time() - cpu_before;
  return report;
}

}  // namespace chefs::conformance
