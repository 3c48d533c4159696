#include "consumer-kit/conformance/decryptor/one_shot_adapter.h"

#include <fmt/format.h>

#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/environment.h"
#include "contract/js_json.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::steady_clock;

std::string as_input(const contract::Json& data) {
  return data.is_string() ? data.get<std::string>() : contract::stringify(data);
}

DecryptorAnswer answer_of_ended(ProgramUnderTest& run) {
  DecryptorAnswer answer;
  const producer::ExitStatus& status = *run.status();
  if (status.code() == 0) {
    answer.kind = AnswerKind::kAccepted;
    answer.plaintext = std::move(run.out());
  } else if (status.code() == 1) {
    answer.kind = AnswerKind::kRejected;
    answer.reason = "exited with 1";
    answer.released = std::move(run.out());
  } else {
    answer.kind = AnswerKind::kCrashed;
    answer.reason = describe_end(status);
  }
  return answer;
}

DecryptorAnswer answer_of_unended(WaitEnd end, const ProgramUnderTest& run,
                                  std::chrono::milliseconds time) {
  DecryptorAnswer answer;
  if (end == WaitEnd::kDeadline) {
    answer.kind = AnswerKind::kHung;
    answer.reason =
        fmt::format("had not ended after {:.1f} s and was stopped; it had {}",
                    static_cast<double>(time.count()) / 1000.0,
                    run.output_is_closed() ? "closed its output already"
                                           : "its output still open");
  } else if (end == WaitEnd::kTooMuchOutput) {
    answer.kind = AnswerKind::kViolation;
    answer.reason = fmt::format("printed more than {} bytes and was stopped",
                                grouped(OutputLimits{}.stdout_bytes));
  }
  return answer;
}

}  // namespace

DecryptorAnswer OneShotAdapter::ask(const DecryptorQuestion& question) {
  const auto asked = steady_clock::now();
  const auto since = [&] {
    return duration_cast<microseconds>(steady_clock::now() - asked);
  };
  const std::string input = as_input(question.data);
  const auto time = timeouts_.for_answer();

  ProgramUnderTest run(
      program_, {{contract::env::kEncryptionKey, std::string(question.key)}},
      OutputLimits{}, stop_);
  const microseconds started = since();
  run.send(input);
  run.close_input();
  const WaitEnd end = run.wait(asked + time);

  DecryptorAnswer answer = end == WaitEnd::kExited
                               ? answer_of_ended(run)
                               : answer_of_unended(end, run, time);
  answer.errors = run.take_errors();
  answer.took = since();
  if (answer.kind == AnswerKind::kHung)
    timeouts_.note_hang();
  else
    timeouts_.note_answer();
  if (run.left_output_held())
    notes_.push_back(
        "it left a process behind that held its output open; that process was "
        "killed");
  answer.exchange = {
      {started, "runner",
       fmt::format("started it with the key in ENCRYPTION_KEY and {} "
                   "characters on standard input",
                   grouped(input.size()))},
      {answer.took, "program",
       end == WaitEnd::kExited
           ? fmt::format(
                 "{}; {} bytes on standard output", describe_end(*run.status()),
                 grouped(answer.plaintext.size() + answer.released.size()))
           : answer.reason}};
  if (!answer.errors.empty())
    answer.exchange.push_back(
        {answer.took, "program",
         "on standard error: " + shown(answer.errors, 200)});
  return answer;
}

}  // namespace chefs::conformance
