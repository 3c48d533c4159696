#include "consumer-kit/conformance/decryptor_run.h"

#include <sys/resource.h>

#include <algorithm>
#include <mutex>

#include "consumer-kit/conformance/crew.h"
#include "consumer-kit/conformance/decryptor_probe.h"
#include "consumer-kit/conformance/decryptor_scores.h"
#include "consumer-kit/conformance/one_shot_adapter.h"
#include "consumer-kit/conformance/patience.h"
#include "consumer-kit/conformance/session_adapter.h"

namespace chefs::conformance {
namespace {

using std::chrono::milliseconds;

milliseconds cpu_time() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto as_ms = [](const timeval& time) {
    return milliseconds(time.tv_sec * 1000 + time.tv_usec / 1000);
  };
  return as_ms(usage.ru_utime) + as_ms(usage.ru_stime);
}

std::vector<DecryptorCheck> checks_named(
    const std::vector<std::string>& ids,
    const std::vector<DecryptorCase>& catalogue) {
  std::vector<DecryptorCheck> checks;
  for (const DecryptorCase& in : catalogue)
    for (const DecryptorCheck& check : in.checks)
      if (std::ranges::find(ids, check_id(in.info, check)) != ids.end())
        checks.push_back(check);
  return checks;
}

// Without those that this way of running cannot show.
std::vector<KnownMistake> shown_by(AdapterKind adapter,
                                   std::vector<KnownMistake> mistakes) {
  if (adapter != AdapterKind::kOneShot)
    std::erase_if(mistakes, [](const KnownMistake& mistake) {
      return mistake.adapter == MutantAdapter::kOneShot;
    });
  return mistakes;
}

// Counts what is done and tells it, one caller at a time.
class Progress {
 public:
  Progress(const DecryptorRunOptions& options, std::size_t planned)
      : tell_(options.on_progress), planned_(planned) {}

  void one_done() {
    if (!tell_) return;
    const std::lock_guard lock(mutex_);
    tell_(++done_, planned_);
  }

 private:
  const std::function<void(std::size_t, std::size_t)>& tell_;
  std::size_t planned_;
  std::mutex mutex_;
  std::size_t done_ = 0;
};

class Run {
 public:
  Run(const std::vector<DecryptorCase>& cases,
      const DecryptorRunOptions& options, const StopEvent& stop)
      : cases_(cases),
        options_(options),
        stop_(stop),
        patience_(options.patience),
        scores_(cases, options.level) {}

  ProbeResult probe_with(const std::vector<DecryptorCheck>& last_resort,
                         contract::RandomSource& random) {
    // A process of its own: what it keeps in mind is not carried into the run.
    const auto adapter = make_adapter();
    ProbeResult result = probe(*adapter, make_probe(random), last_resort);
    implementation_ = adapter->implementation().value_or(Implementation{});
    adapter->finish();
    return result;
  }

  void ask_everything() {
    Crew crew(options_.jobs, [this] { return make_adapter(); });
    Progress progress(options_, cases_.size() * options_.rounds);
    for (std::size_t round = 0; round < options_.rounds; ++round)
      crew.work_through(
          cases_.size(), [&](DecryptorAdapter& adapter, std::size_t number) {
            if (options_.on_begun) options_.on_begun(number);
            const std::optional<CaseResult> news = scores_.ask_case(
                number, round, adapter, implementation_.unsupported);
            if (options_.on_ended)
              options_.on_ended(number, news ? &*news : nullptr);
            progress.one_done();
          });
    const std::vector<std::size_t> controls = scores_.controls().unsettled();
    crew.work_through(controls.size(),
                      [&](DecryptorAdapter& adapter, std::size_t number) {
                        scores_.controls().ask(controls[number], adapter);
                      });
    crew.finish([this](DecryptorAdapter& a) { scores_.take_findings(a); });
  }

  DecryptorScores& scores() { return scores_; }
  const Implementation& implementation() const { return implementation_; }

 private:
  std::unique_ptr<DecryptorAdapter> make_adapter() {
    if (options_.adapter == AdapterKind::kSession)
      return std::make_unique<SessionAdapter>(options_.program, patience_,
                                              stop_);
    return std::make_unique<OneShotAdapter>(options_.program, patience_, stop_);
  }

  const std::vector<DecryptorCase>& cases_;
  const DecryptorRunOptions& options_;
  const StopEvent& stop_;
  Patience patience_;
  Implementation implementation_;
  DecryptorScores scores_;
};

}  // namespace

std::string_view to_string(AdapterKind kind) {
  return kind == AdapterKind::kSession ? "session" : "one-shot";
}

RunReport run_decryptor_cases(const std::vector<DecryptorCase>& cases,
                              const std::vector<DecryptorCase>& catalogue,
                              const std::vector<KnownMistake>& mistakes,
                              const DecryptorRunOptions& options,
                              contract::RandomSource& random,
                              const StopEvent& stop) {
  const milliseconds cpu_before = cpu_time();
  Run run(cases, options, stop);
  const ProbeResult probed = run.probe_with(
      checks_named(checks_accepted_by_mistake(mistakes), catalogue), random);
  RunReport report;
  if (probed.everything_ends_as) {
    report.not_scored_because = probed.why;
    run.scores().end_all(*probed.everything_ends_as, probed.why);
  } else {
    run.ask_everything();
    run.scores().settle(probed.gave_plaintext);
  }
  report.suite = "decryptor";
  report.level = options.level;
  report.adapter = to_string(options.adapter);
  report.command = options.program.words;
  report.jobs = options.jobs;
  report.implementation_name = run.implementation().name;
  report.implementation_version = run.implementation().version;
  report.notes = run.scores().notes();
  report.cases = run.scores().take_results();
  report.diagnoses =
      diagnose(shown_by(options.adapter, mistakes), report.cases);
  report.runner_cpu = cpu_time() - cpu_before;
  return report;
}

}  // namespace chefs::conformance
