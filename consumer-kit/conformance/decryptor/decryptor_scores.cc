#include "consumer-kit/conformance/decryptor/decryptor_scores.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/environment_error.h"
#include "consumer-kit/conformance/suite/selection.h"
#include "consumer-kit/conformance/suite/verdict.h"

namespace chefs::conformance {
namespace {

CheckResult failed_unasked(const DecryptorCheck& check,
                           const std::string& why) {
  CheckResult result = error_check(check, why);
  result.outcome = OutcomeKind::kFail;
  result.answer = "violation";
  return result;
}

}  // namespace

DecryptorScores::DecryptorScores(const std::vector<DecryptorCase>& cases,
                                 Level counted)
    : cases_(cases) {
  std::size_t number = 0;
  for (const DecryptorCase& test_case : cases) {
    CaseResult result;
    result.info = test_case.info;
    for (const std::string& mistake : test_case.info.likely_mistakes)
      result.likely.push_back({"", mistake, "", {}});
    result.counts = test_case.info.level <= counted;
    result.checks.resize(test_case.checks.size());
    results_.push_back(std::move(result));
    needs_.emplace_back(test_case.checks.size());
    first_numbers_.push_back(number);
    number += test_case.checks.size();
  }
}

DecryptorScores::Needs DecryptorScores::needs_of(const DecryptorCheck& check,
                                                 DecryptorInput input) {
  Needs needs;
  if (check.expectation == Expectation::kReject) {
    if (input.control)
      needs.control = controls_.need_accepted(*std::move(input.control));
    else
      needs.any_real_plaintext = true;
    return needs;
  }
  const std::string data =
      input.data.is_string() ? input.data.get<std::string>() : std::string();
  if (input.plaintext.size() < kGuessableBytes) {
    needs.any_real_plaintext = true;
    needs.counterpart = controls_.need_refused_counterpart(
        {check.key, data, std::move(input.plaintext)});
    return needs;
  }
  controls_.settle_accepted(check.key, data);
  const std::lock_guard lock(mutex_);
  gave_real_plaintext_ = true;
  return needs;
}

CheckResult DecryptorScores::ask_check(std::size_t case_number,
                                       std::size_t check_number,
                                       DecryptorAdapter& adapter,
                                       bool is_first_round) {
  const DecryptorCase& test_case = cases_[case_number];
  const DecryptorCheck& check = test_case.checks[check_number];
  try {
    DecryptorInput input = check.input();
    DecryptorAnswer answer =
        adapter.ask({.number = first_numbers_[case_number] + check_number,
                     .key = check.key,
                     .data = input.data});
    leaks_.keep(check_id(test_case.info, check),
                find_leaks(check, input, answer));
    CheckResult result = judge(check, input, std::move(answer));
    if (is_first_round && result.outcome == OutcomeKind::kPass)
      needs_[case_number][check_number] = needs_of(check, std::move(input));
    return result;
  } catch (const base::EnvironmentError& error) {
    return error_check(check, error.what());
  }
}

std::optional<CaseResult> DecryptorScores::ask_case(
    std::size_t case_number, std::size_t round, DecryptorAdapter& adapter,
    const std::vector<std::string>& unsupported) {
  const DecryptorCase& test_case = cases_[case_number];
  std::vector<CheckResult>& results = results_[case_number].checks;
  bool is_news = round == 0;
  const bool is_declared = matches_any(unsupported, test_case.info.id);
  for (std::size_t i = 0; i < test_case.checks.size(); ++i) {
    if (is_declared) {
      results[i] = unsupported_check(
          test_case.checks[i], "its ready line lists the case as unsupported");
      continue;
    }
    CheckResult result = ask_check(case_number, i, adapter, round == 0);
    if (round == 0)
      results[i] = std::move(result);
    else if (result.answer != results[i].answer &&
             results[i].outcome == OutcomeKind::kPass) {
      is_news = true;
      mark_failed(results[i],
                  fmt::format("asked again in round {}, it answered otherwise: "
                              "{}",
                              round + 1, result.observed));
    }
  }
  take_findings(adapter);
  if (!is_news) return std::nullopt;
  CaseResult known = results_[case_number];
  known.outcome = outcome_of(known.checks);
  return known;
}

void DecryptorScores::take_findings(DecryptorAdapter& adapter) {
  const std::lock_guard lock(mutex_);
  for (LateFinding& finding : adapter.take_late_findings()) {
    if (finding.question == kNoQuestion)
      ++notes_[finding.text];
    else
      late_findings_.push_back(std::move(finding));
  }
  for (const std::string& text : adapter.take_notes()) ++notes_[text];
}

void DecryptorScores::fail_all(const std::string& why) {
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    for (std::size_t k = 0; k < cases_[i].checks.size(); ++k)
      results_[i].checks[k] = failed_unasked(cases_[i].checks[k], why);
    results_[i].outcome = outcome_of(results_[i].checks);
  }
}

void DecryptorScores::settle_check(CheckResult& result, const Needs& needs,
                                   bool has_real_plaintext) const {
  if (result.outcome != OutcomeKind::kPass) return;
  if (needs.control && !controls_.is_shown(*needs.control))
    mark_unproven(result,
                  "it rejects the valid data that this was made from as well, "
                  "so the rejection proves nothing");
  else if (needs.counterpart && !controls_.is_shown(*needs.counterpart))
    mark_unproven(result,
                  "it gives the same short text when the tag is changed, so "
                  "the right answer proves nothing");
  else if (needs.any_real_plaintext && !has_real_plaintext)
    mark_unproven(result,
                  "it gave no plaintext in the whole run that could not be "
                  "guessed, so a right answer proves nothing");
}

void DecryptorScores::charge_late_findings() {
  for (const LateFinding& finding : late_findings_) {
    const auto after =
        std::ranges::upper_bound(first_numbers_, finding.question);
    const auto case_number =
        static_cast<std::size_t>(after - first_numbers_.begin()) - 1;
    CheckResult& result =
        results_[case_number]
            .checks[finding.question - first_numbers_[case_number]];
    if (result.outcome != OutcomeKind::kPass) continue;
    mark_failed(result, finding.text);
    result.answer = "violation";
  }
}

void DecryptorScores::settle(bool probe_gave_plaintext) {
  const bool has_real_plaintext = probe_gave_plaintext || gave_real_plaintext_;
  for (std::size_t i = 0; i < results_.size(); ++i)
    for (std::size_t k = 0; k < results_[i].checks.size(); ++k)
      settle_check(results_[i].checks[k], needs_[i][k], has_real_plaintext);
  charge_late_findings();
  leaks_.charge(cases_, results_);
  for (CaseResult& result : results_) {
    result.outcome = outcome_of(result.checks);
    for (CheckResult& check : result.checks) {
      if (check.outcome != OutcomeKind::kPass) continue;
      check.evidence.clear();
      check.exchange.clear();
    }
  }
}

std::vector<std::string> DecryptorScores::notes() const {
  std::vector<std::string> notes = leaks_.unwatched(cases_);
  for (const auto& [text, count] : notes_)
    notes.push_back(count == 1 ? text
                               : fmt::format("{} ({} times)", text, count));
  return notes;
}

}  // namespace chefs::conformance
