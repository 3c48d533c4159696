// What is known of each check while a run goes on: its outcome, what it still
// needs to count, what leaked. Thread-safe: a case is asked by one thread at a
// time, findings come from any.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/control_results.h"
#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/decryptor_judge.h"
#include "consumer-kit/conformance/decryptor/leak_watch.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

class DecryptorScores {
 public:
  // `cases` must outlive the scores.
  DecryptorScores(const std::vector<DecryptorCase>& cases, Level counted);

  // Asks every check of the case, in order, and keeps what comes of it; in a
  // later round, only whether the answers are still the same. `unsupported`
  // are patterns over case ids. Gives what is known now, unless it was known
  // before: not yet struck by settle().
  std::optional<CaseResult> ask_case(
      std::size_t case_number, std::size_t round, DecryptorAdapter& adapter,
      const std::vector<std::string>& unsupported);
  // Second answers and notes, charged to the checks that they belong to.
  void take_findings(DecryptorAdapter& adapter);
  ControlResults& controls() { return controls_; }

  // Every check, unasked, for what the program did before.
  void fail_all(const std::string& why);
  // When all is asked: strikes what does not count, charges what leaked.
  void settle(bool probe_gave_plaintext);

  std::vector<CaseResult> take_results() { return std::move(results_); }
  std::vector<std::string> notes() const;

 private:
  // What a right answer needs to count.
  struct Needs {
    std::optional<std::size_t> control;
    std::optional<std::size_t> counterpart;
    bool any_real_plaintext = false;
  };

  CheckResult ask_check(std::size_t case_number, std::size_t check_number,
                        DecryptorAdapter& adapter, bool is_first_round);
  Needs needs_of(const DecryptorCheck& check, DecryptorInput input);
  void settle_check(CheckResult& result, const Needs& needs,
                    bool has_real_plaintext) const;
  void charge_late_findings();

  const std::vector<DecryptorCase>& cases_;
  std::vector<CaseResult> results_;
  // By case and check, like results_.
  std::vector<std::vector<Needs>> needs_;
  // The number of each case's first check, counted over all cases.
  std::vector<std::size_t> first_numbers_;
  ControlResults controls_;
  LeakWatch leaks_;

  mutable std::mutex mutex_;
  bool gave_real_plaintext_ = false;
  std::vector<LateFinding> late_findings_;
  // How often each note was made.
  std::map<std::string, std::size_t> notes_;
};

}  // namespace chefs::conformance
