#include "consumer-kit/conformance/consumer/consumer_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/environment_error.h"
#include "base/for_each_on_threads.h"
#include "consumer-kit/conformance/consumer/case_order.h"
#include "consumer-kit/conformance/consumer/consumer_chart.h"
#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "consumer-kit/conformance/consumer/leaks.h"
#include "producer/server/nats_server_binary.h"

namespace chefs::conformance {
namespace {

using base::EnvironmentError;

// A program that never connects, or never acknowledges, would take minutes to
// fail every case: after so many such cases in a row the others are hurried.
// See docs/decisions/0152.
constexpr int kVainCasesUntilHurry = 4;

bool has(const Timeline& timeline, EventKind kind) {
  return std::ranges::find(timeline.events, kind, &TimelineEvent::kind) !=
         timeline.events.end();
}

// It has dealt with an event at least: any right consumer does, in every case.
bool got_somewhere(const Timeline& timeline) {
  return std::ranges::any_of(timeline.events, [](const TimelineEvent& event) {
    return event.kind == EventKind::kAcked &&
           event.count != static_cast<std::uint64_t>(AckKind::kNak) &&
           event.count != static_cast<std::uint64_t>(AckKind::kProgress);
  });
}

CaseResult not_played(const ConsumerCase& test_case, const std::string& why) {
  CheckResult check;
  check.name = "stage";
  check.outcome = OutcomeKind::kError;
  check.answer = "error";
  check.expected = "a broker, a proxy and the messages of the case";
  check.observed = why;
  CaseResult result;
  result.info = test_case.info;
  result.outcome = OutcomeKind::kError;
  result.checks.push_back(std::move(check));
  return result;
}

class CasesRun {
 public:
  CasesRun(const std::vector<ConsumerCase>& cases,
           const ConsumerRunOptions& options, std::string server_version,
           const StopEvent& stop)
      : cases_(cases),
        options_(options),
        given_{.transport = options.transport,
               .server_version = std::move(server_version)},
        stop_(stop),
        results_(cases.size()),
        secrets_(cases.size()) {}

  std::vector<CaseResult> play_all() {
    // Those that are begun at once have the whole time as well: the shortest.
    play_side_by_side(order_to_begin(
        cases_,
        std::max<std::size_t>(options_.run.jobs, kVainCasesUntilHurry)));
    // What was failed in a hurry says nothing of a program that is only slow.
    if (has_got_somewhere_) {
      may_hurry_ = false;
      play_side_by_side(std::exchange(failed_in_hurry_, {}));
    }
    if (reporting_ > 0)
      for (auto& [number, result] : silent_results_)
        results_[number] = std::move(result);
    blame_for_leaks(cases_, secrets_, results_);
    return std::move(results_);
  }

  std::size_t reporting() const { return reporting_; }
  // Cases in which a message came to the program.
  std::size_t served() const { return served_; }

 private:
  void play_side_by_side(const std::vector<std::size_t>& numbers) {
    base::for_each_on_threads(
        numbers.size(), options_.run.jobs,
        [&](std::size_t turn, std::size_t) { play(numbers[turn]); });
  }

  CaseOptions case_options(const ConsumerCase& test_case) const {
    CaseOptions with;
    with.program = options_.program;
    with.nats_server = options_.nats_server;
    with.transport = options_.transport;
    with.patience = options_.run.patience;
    with.is_hurried = may_hurry_ && vain_cases_ >= kVainCasesUntilHurry;
    with.seed = options_.run.seed;
    with.on_event = options_.on_event;
    if (options_.run.on_wait)
      with.on_wait = [&](const CaseWait& wait) {
        options_.run.on_wait(test_case.info.id, wait.what, wait.within);
      };
    return with;
  }

  void play(std::size_t number) {
    const ConsumerCase& test_case = cases_[number];
    if (options_.run.on_begun) options_.run.on_begun(number);
    if (why_not_here(test_case, given_))
      return keep(number, judge_unplayed(test_case), nullptr);
    try {
      const CaseOptions with = case_options(test_case);
      CaseRecord record = play_consumer_case(test_case, with, stop_);
      note_success(got_somewhere(record.timeline));
      keep(number, judged(test_case, record.timeline), &record);
      judge_silence(number, record.timeline);
      note_hurry(number, with.is_hurried);
    } catch (const CaseInterrupted&) {
      throw;
    } catch (const std::exception& error) {
      // None of the others is lost by it.
      keep(number, not_played(test_case, error.what()), nullptr);
    }
  }

  void note_success(bool got_somewhere) {
    if (got_somewhere) has_got_somewhere_ = true;
    vain_cases_ = got_somewhere ? 0 : vain_cases_ + 1;
  }

  void note_hurry(std::size_t number, bool was_hurried) {
    const std::lock_guard lock(mutex_);
    if (was_hurried && results_[number].outcome != OutcomeKind::kPass)
      failed_in_hurry_.push_back(number);
  }

  static CaseResult judged(const ConsumerCase& test_case,
                           const Timeline& timeline) {
    CaseResult result = judge_consumer_case(test_case, timeline);
    result.chart = chart_of(timeline, result);
    return result;
  }

  // A program that reports elsewhere and is silent here has failed here.
  // Whether it does is known at the end, and the timeline no longer is.
  void judge_silence(std::size_t number, Timeline& timeline) {
    if (timeline.is_reporting) {
      const std::lock_guard lock(mutex_);
      silent_results_.erase(number);
      return;
    }
    timeline.is_reporting = true;
    CaseResult result = judged(cases_[number], timeline);
    const std::lock_guard lock(mutex_);
    result.counts = results_[number].counts;
    result.bundle = results_[number].bundle;
    silent_results_.insert_or_assign(number, std::move(result));
  }

  CaseResult judge_unplayed(const ConsumerCase& test_case) const {
    Timeline nothing;
    nothing.given = given_;
    return judge_consumer_case(test_case, nothing);
  }

  void keep(std::size_t number, CaseResult result, const CaseRecord* record) {
    result.counts = result.info.level <= options_.run.level;
    const std::lock_guard lock(mutex_);
    if (record) secrets_[number] = record->timeline.secrets;
    const bool is_first_time = results_[number].checks.empty();
    if (record && record->timeline.is_reporting) ++reporting_;
    if (record && has(record->timeline, EventKind::kDelivered)) ++served_;
    if (record && options_.on_played)
      options_.on_played(number, *record, result);
    if (options_.run.on_ended) options_.run.on_ended(number, &result);
    results_[number] = std::move(result);
    if (is_first_time) ++done_;
    if (options_.run.on_progress)
      options_.run.on_progress(done_, cases_.size());
  }

  const std::vector<ConsumerCase>& cases_;
  const ConsumerRunOptions& options_;
  // As far as it is the same in every case.
  const GivenToProgram given_;
  const StopEvent& stop_;
  // Cases in a row in which the program got nowhere.
  std::atomic<int> vain_cases_ = 0;
  std::atomic<bool> has_got_somewhere_ = false;
  bool may_hurry_ = true;
  std::mutex mutex_;
  std::vector<CaseResult> results_;
  // That each case's program showed.
  std::vector<std::vector<FoundSecret>> secrets_;
  // By case: judged as if the program reported, while it was silent in it.
  std::map<std::size_t, CaseResult> silent_results_;
  std::vector<std::size_t> failed_in_hurry_;
  std::size_t done_ = 0;
  std::size_t reporting_ = 0;
  std::size_t served_ = 0;
};

}  // namespace

RunReport run_consumer_cases(const std::vector<ConsumerCase>& cases,
                             const ConsumerRunOptions& options,
                             const StopEvent& stop) {
  // Said once, not by every case.
  const producer::NatsServerBinary server =
      producer::find_nats_server(options.nats_server);
  RunReport report;
  report.suite = "consumer";
  report.nats_server_version = to_string(server.version);
  report.level = options.run.level;
  report.command = options.program.words;
  report.jobs = options.run.jobs;
  CasesRun run(cases, options, report.nats_server_version, stop);
  report.cases = run.play_all();
  report.adapter =
      fmt::format("{} over {}", run.reporting() > 0 ? "reporting" : "black box",
                  options.transport);
  if (run.reporting() == 0)
    report.notes.push_back(
        run.served() > 0
            ? "the program printed no report lines, so that only what the "
              "server saw was judged; docs/consumer-adapter.md tells how to "
              "report"
            : "no message ever came to the program, so that it had nothing to "
              "report");
  return report;
}

}  // namespace chefs::conformance
