#include "consumer-kit/conformance/decryptor/decryptor_judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/decryptor/difference.h"
#include "consumer-kit/conformance/decryptor/sealed_drawing.h"
#include "consumer-kit/conformance/process/secret_search.h"
#include "consumer-kit/conformance/report/shown_text.h"

namespace chefs::conformance {
namespace {

std::string with_text(std::string_view plaintext) {
  return plaintext.empty() ? "accepted, with an empty plaintext"
                           : "accepted, with " + shown(plaintext);
}

std::string expected_words(const DecryptorCheck& check,
                           const DecryptorInput& input) {
  return check.expectation == Expectation::kAccept
             ? with_text(input.plaintext)
             : "rejected, and nothing released";
}

std::string observed_words(const DecryptorAnswer& answer) {
  switch (answer.kind) {
    case AnswerKind::kAccepted:
      return with_text(answer.plaintext);
    case AnswerKind::kRejected:
      return answer.reason.empty() ? "rejected"
                                   : "rejected: " + shown(answer.reason, 120);
    case AnswerKind::kUnsupported:
      return "not supported: " + shown(answer.reason, 120);
    case AnswerKind::kCrashed:
    case AnswerKind::kHung:
    case AnswerKind::kViolation:
    case AnswerKind::kInterrupted:
      break;
  }
  return "it " + answer.reason;
}

void judge_given_text(const DecryptorCheck& check, const DecryptorInput& input,
                      const std::string& given, CheckResult& result) {
  const bool is_same = given == input.plaintext;
  if (is_same && check.expectation == Expectation::kAccept) {
    result.outcome = OutcomeKind::kPass;
    result.answer = "accept";
    return;
  }
  result.outcome = OutcomeKind::kFail;
  if (check.expectation == Expectation::kReject) {
    result.answer = given.empty() ? "empty"
                    : is_same     ? "accept"
                                  : change_between(input.plaintext, given).word;
    result.why = is_same && !given.empty()
                     ? "it gave the very plaintext that was sealed, as if "
                       "nothing were wrong with the data"
                     : "it gave a text for data that is not valid";
    return;
  }
  const Change change = change_between(input.plaintext, given);
  result.answer = change.word;
  result.why = "the text given is " + change.sentence;
  for (Drawing& drawing : draw_difference(input.plaintext, given))
    result.evidence.push_back(std::move(drawing));
}

void judge_rejection(const DecryptorCheck& check, const DecryptorInput& input,
                     const DecryptorAnswer& answer, CheckResult& result) {
  result.answer = "reject";
  if (check.expectation == Expectation::kReject) {
    result.outcome = OutcomeKind::kPass;
    return;
  }
  result.outcome = OutcomeKind::kFail;
  result.why = "the data is valid under this key";
  if (answer.released.empty() || answer.released != input.plaintext) return;
  result.answer = "plaintext-and-reject";
  result.why =
      "it printed the right plaintext but its exit code says that the data was "
      "rejected: exit with 0";
}

void judge_misbehaviour(std::string_view word, CheckResult& result) {
  result.outcome = OutcomeKind::kFail;
  result.answer = word;
}

struct Printed {
  std::string_view text;
  // For people, and for Leak::answer.
  std::string_view where;
  std::string_view word;
};

// `how` is what find_secret() gives.
Leak leak(Watch watch, std::string_view what, std::string_view how,
          const Printed& printed) {
  std::string answer = fmt::format("leak-{}-in-{}", how, printed.word);
  std::ranges::replace(answer, ' ', '-');
  return {watch, fmt::format("{}, {}, {}", what, how, printed.where),
          std::move(answer)};
}

}  // namespace

CheckResult judge(const DecryptorCheck& check, const DecryptorInput& input,
                  DecryptorAnswer answer) {
  CheckResult result;
  result.name = check.name;
  result.took = answer.took;
  result.expected = expected_words(check, input);
  result.observed = observed_words(answer);
  result.exchange = std::move(answer.exchange);
  result.evidence.push_back(draw_sealed(input.data, input.touched));
  switch (answer.kind) {
    case AnswerKind::kAccepted:
      judge_given_text(check, input, answer.plaintext, result);
      break;
    case AnswerKind::kRejected:
      judge_rejection(check, input, answer, result);
      break;
    case AnswerKind::kUnsupported:
      result.outcome = OutcomeKind::kUnsupported;
      result.answer = "unsupported";
      result.why = answer.reason;
      break;
    case AnswerKind::kCrashed:
      judge_misbehaviour("crash", result);
      break;
    case AnswerKind::kHung:
      judge_misbehaviour("hang", result);
      break;
    case AnswerKind::kViolation:
      judge_misbehaviour("violation", result);
      break;
    case AnswerKind::kInterrupted:
      result.outcome = OutcomeKind::kError;
      result.answer = "interrupted";
      break;
  }
  return result;
}

CheckResult unsupported_check(const DecryptorCheck& check, std::string reason) {
  CheckResult result;
  result.name = check.name;
  result.outcome = OutcomeKind::kUnsupported;
  result.answer = "unsupported";
  result.observed = "not asked";
  result.why = std::move(reason);
  return result;
}

CheckResult error_check(const DecryptorCheck& check, std::string reason) {
  CheckResult result;
  result.name = check.name;
  result.outcome = OutcomeKind::kError;
  result.answer = "error";
  result.observed = "not asked";
  result.why = std::move(reason);
  return result;
}

void mark_unproven(CheckResult& result, std::string why) {
  mark_failed(result, std::move(why));
  result.is_unproven = true;
}

void mark_failed(CheckResult& result, std::string why) {
  result.outcome = OutcomeKind::kFail;
  result.why = std::move(why);
}

std::vector<Leak> find_leaks(const DecryptorCheck& check,
                             const DecryptorInput& input,
                             const DecryptorAnswer& answer) {
  const bool rejects = answer.kind == AnswerKind::kRejected ||
                       answer.kind == AnswerKind::kViolation;
  if (!rejects || check.expectation != Expectation::kReject) return {};
  std::vector<Leak> leaks;
  // The first of a kind is what counts; many log the reason that they give.
  for (const Printed& printed :
       {Printed{answer.reason, "in the reason for its rejection", "reason"},
        Printed{answer.errors, "on standard error", "errors"},
        Printed{answer.released, "on standard output", "output"}}) {
    if (const auto how = find_secret(printed.text, check.key))
      leaks.push_back(leak(Watch::kKeyLeak, "the key", *how, printed));
    if (const auto how = find_part_of_secret(printed.text, input.plaintext))
      leaks.push_back(
          leak(Watch::kPlaintextLeak, "the plaintext", *how, printed));
  }
  if (!answer.released.empty())
    leaks.push_back(
        {Watch::kRelease,
         fmt::format("{} before it rejected the data", shown(answer.released)),
         "release"});
  return leaks;
}

}  // namespace chefs::conformance
