#include "consumer-kit/conformance/decryptor/decryptor_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>
#include <utility>

#include "consumer-kit/conformance/decryptor/adapter_pool.h"
#include "consumer-kit/conformance/decryptor/decryptor_judge.h"
#include "consumer-kit/conformance/decryptor/decryptor_probe.h"
#include "consumer-kit/conformance/decryptor/decryptor_scores.h"
#include "consumer-kit/conformance/decryptor/mistaken_sealings.h"
#include "consumer-kit/conformance/decryptor/one_shot_adapter.h"
#include "consumer-kit/conformance/decryptor/recipe/bytes.h"
#include "consumer-kit/conformance/decryptor/recipe/sealing.h"
#include "consumer-kit/conformance/decryptor/session_adapter.h"
#include "consumer-kit/conformance/decryptor/timeouts.h"

namespace chefs::conformance {
namespace {

// Of what a program that opens nothing could open. On a busy machine as well
// the single mistakes are tried, and the likely pairs.
constexpr std::size_t kTriedWhateverItTakes = 32;

struct NamedCheck {
  std::string id;
  const DecryptorCase* of;
  const DecryptorCheck* check;

  // Not a text that CHEFS could have sent.
  bool is_sealed_otherwise() const {
    return check->sealed && !is_standard(check->sealed->sealing);
  }
};

std::vector<NamedCheck> checks_named(
    const std::set<std::string>& ids,
    const std::vector<DecryptorCase>& catalogue) {
  std::vector<NamedCheck> checks;
  for (const DecryptorCase& in : catalogue)
    for (const DecryptorCheck& check : in.checks)
      if (std::string id = check_id(in.info, check); ids.contains(id))
        checks.push_back({std::move(id), &in, &check});
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
  Progress(const RunOptions& options, std::size_t planned)
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
        timeouts_(options.run.patience),
        scores_(cases, options.run.level) {}

  ProbeResult probe_with(contract::RandomSource& random) {
    // A process of its own: what it keeps in mind is not carried into the run.
    const auto adapter = make_adapter();
    ProbeResult result = probe(*adapter, make_probe(random));
    implementation_ = adapter->implementation().value_or(Implementation{});
    adapter->finish();
    return result;
  }

  // Processes of their own, too.
  OpenedInput look_for_opened(
      std::size_t inputs,
      const std::function<MistakenInput(std::size_t)>& make) {
    AdapterPool pool(options_.run.jobs, [this] { return make_adapter(); });
    const OpenedInput opened =
        find_opened(pool, inputs, make, kTriedWhateverItTakes,
                    std::chrono::steady_clock::now() + timeouts_.for_search());
    pool.finish([](DecryptorAdapter&) {});
    return opened;
  }

  DecryptorAnswer ask_once(const DecryptorCheck& check,
                           const DecryptorInput& input) {
    const auto adapter = make_adapter();
    DecryptorAnswer answer = adapter->ask(
        {.number = kNoQuestion, .key = check.key, .data = input.data});
    adapter->finish();
    return answer;
  }

  void ask_everything() {
    AdapterPool pool(options_.run.jobs, [this] { return make_adapter(); });
    Progress progress(options_.run, cases_.size() * options_.rounds);
    for (std::size_t round = 0; round < options_.rounds; ++round)
      pool.work_through(
          cases_.size(), [&](DecryptorAdapter& adapter, std::size_t number) {
            if (options_.run.on_begun) options_.run.on_begun(number);
            const std::optional<CaseResult> news = scores_.ask_case(
                number, round, adapter, implementation_.unsupported);
            if (options_.run.on_ended)
              options_.run.on_ended(number, news ? &*news : nullptr);
            progress.one_done();
          });
    const std::vector<std::size_t> controls = scores_.controls().unsettled();
    pool.work_through(controls.size(),
                      [&](DecryptorAdapter& adapter, std::size_t number) {
                        scores_.controls().ask(controls[number], adapter);
                      });
    pool.finish([this](DecryptorAdapter& a) { scores_.take_findings(a); });
  }

  DecryptorScores& scores() { return scores_; }
  const Implementation& implementation() const { return implementation_; }

 private:
  std::unique_ptr<DecryptorAdapter> make_adapter() {
    if (options_.adapter == AdapterKind::kSession)
      return std::make_unique<SessionAdapter>(options_.program, timeouts_,
                                              stop_);
    return std::make_unique<OneShotAdapter>(options_.program, timeouts_, stop_);
  }

  const std::vector<DecryptorCase>& cases_;
  const DecryptorRunOptions& options_;
  const StopEvent& stop_;
  Timeouts timeouts_;
  Implementation implementation_;
  DecryptorScores scores_;
};

constexpr std::string_view kWhatToCheck =
    "that your code gets the key as the text of ENCRYPTION_KEY, not decoded, "
    "and the data whole, as docs/decryptor-adapters.md says; that the key is "
    "PBKDF2-HMAC-SHA512 of that text, 100 000 rounds, salt: the first 64 "
    "bytes, "
    "32 bytes long; that the cipher is AES-256-GCM, with 16 bytes of iv, then "
    "16 of tag, then the ciphertext";

// What tells the mistakes of a program that opens nothing of CHEFS apart.
class Search {
 public:
  Search(Run& run, const std::vector<DecryptorCase>& catalogue,
         const std::vector<KnownMistake>& mistakes,
         contract::RandomSource& random)
      : run_(run),
        catalogue_(catalogue),
        mistakes_(mistakes),
        plaintext_(make_probe(random).valid.plaintext) {}

  // An input of the catalogue that a known mistake opens.
  std::optional<NamedCheck> find_single() {
    std::vector<NamedCheck> checks =
        checks_named(checks_accepted_by_mistake(mistakes_), catalogue_);
    // What is sealed otherwise tells most.
    std::stable_partition(
        checks.begin(), checks.end(),
        [](const NamedCheck& check) { return check.is_sealed_otherwise(); });
    const OpenedInput opened =
        run_.look_for_opened(checks.size(), [&](std::size_t number) {
          const DecryptorCheck& check = *checks[number].check;
          DecryptorInput input = check.input();
          return MistakenInput{.key = check.key,
                               .data = std::move(input.data),
                               .plaintext = std::move(input.plaintext)};
        });
    if (!opened.number) return std::nullopt;
    return checks[*opened.number];
  }

  // Which of the mistakes that open it: their signs alone are asked for.
  std::vector<Diagnosis> diagnose_single(const NamedCheck& opened) {
    std::vector<KnownMistake> candidates;
    std::set<std::string> signs;
    for (const KnownMistake& mistake : mistakes_) {
      if (!mistake.accepts(opened.id)) continue;
      candidates.push_back(mistake);
      for (const KnownMistake::Sign& sign : mistake.signs)
        signs.insert(sign.check);
    }
    std::vector<CaseResult> results;
    for (const NamedCheck& sign : checks_named(signs, catalogue_)) {
      const DecryptorInput input = sign.check->input();
      CaseResult& result = results.emplace_back();
      result.info = sign.of->info;
      result.checks = {
          judge(*sign.check, input, run_.ask_once(*sign.check, input))};
    }
    return diagnose(candidates, results);
  }

  // Two known mistakes at once; fills `start.tried` either way.
  std::optional<Diagnosis> find_pair(FailedStart& start) {
    std::vector<MistakenSealing> pairs =
        mistaken_sealings(mistakes_, catalogue_);
    const std::size_t singles = std::erase_if(
        pairs, [](const auto& sealing) { return sealing.mistakes.size() < 2; });
    const OpenedInput opened = run_.look_for_opened(
        pairs.size(), [&](std::size_t number) { return made(pairs[number]); });
    if (!opened.number) {
      start.tried = fmt::format(
          "none of {} known mistakes explains it, and none of {} pairs of them",
          singles, opened.tried);
      if (opened.tried < pairs.size())
        start.tried += fmt::format(
            "; there was no time for {} more, --patience gives some",
            pairs.size() - opened.tried);
      return std::nullopt;
    }
    start.tried = "it opens what two known mistakes together make of a text";
    return both_of(*pairs[*opened.number].mistakes.front(),
                   *pairs[*opened.number].mistakes.back(), 1);
  }

  // The first valid text of the catalogue, and what became of it.
  void note_control(FailedStart& start) {
    for (const DecryptorCase& in : catalogue_)
      for (const DecryptorCheck& check : in.checks) {
        if (check.expectation != Expectation::kAccept) continue;
        const DecryptorInput input = check.input();
        const CheckResult result =
            judge(check, input, run_.ask_once(check, input));
        if (result.outcome == OutcomeKind::kPass) continue;
        start.control = check_id(in.info, check);
        start.expected = result.expected;
        start.observed = result.observed;
        return;
      }
  }

 private:
  MistakenInput made(const MistakenSealing& mistaken) {
    Sealing sealing = mistaken.sealing;
    sealing.plaintext = {plaintext_};
    return {.mistakes = mistaken.mistakes,
            .key = mistaken.key,
            .data = hex_of(joined(seal(sealing, keys_))),
            .plaintext = plaintext_};
  }

  Run& run_;
  const std::vector<DecryptorCase>& catalogue_;
  const std::vector<KnownMistake>& mistakes_;
  const std::string plaintext_;
  KeyStore keys_;
};

// Asks no case: says what is known of a program that gets none right. `single`
// is what explains it by one known mistake, if anything does.
void fail_at_start(const ProbeResult& probed, Search& search,
                   std::vector<Diagnosis> single, RunReport& report) {
  FailedStart start;
  start.what_to_check = kWhatToCheck;
  if (probed.kind == ProbeResult::Kind::kBroken) {
    start.summary = "it answers no question as its adapter must";
    start.what_to_check =
        "how your program is asked and answers: docs/decryptor-adapters.md";
  } else {
    start.summary = "it opens no valid text";
    search.note_control(start);
    if (!single.empty()) {
      start.tried = "it opens what one known mistake makes of a text";
      report.diagnoses = std::move(single);
    } else if (auto pair = search.find_pair(start)) {
      report.diagnoses.push_back(*std::move(pair));
    }
  }
  report.not_scored_because = probed.why;
  report.failed_start = std::move(start);
}

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
  Run run(cases, options, stop);
  const ProbeResult probed = run.probe_with(random);
  RunReport report;
  Search search(run, catalogue, mistakes, random);
  bool asks_cases = probed.kind == ProbeResult::Kind::kOpens;
  std::vector<Diagnosis> single;
  if (probed.kind == ProbeResult::Kind::kOpensNothing) {
    const auto opened = search.find_single();
    if (opened && opened->is_sealed_otherwise() &&
        !options.asks_whoever_opens_nothing)
      single = search.diagnose_single(*opened);
    asks_cases = opened && single.empty();
  }
  if (asks_cases) {
    run.ask_everything();
    run.scores().settle(probed.gave_plaintext);
  } else {
    fail_at_start(probed, search, std::move(single), report);
    run.scores().fail_all(report.not_scored_because);
  }
  report.suite = "decryptor";
  report.level = options.run.level;
  report.adapter = to_string(options.adapter);
  report.command = options.program.words;
  report.jobs = options.run.jobs;
  report.implementation_name = run.implementation().name;
  report.implementation_version = run.implementation().version;
  report.notes = run.scores().notes();
  report.cases = run.scores().take_results();
  if (!report.failed_start)
    report.diagnoses =
        diagnose(shown_by(options.adapter, mistakes), report.cases);
  return report;
}

}  // namespace chefs::conformance
