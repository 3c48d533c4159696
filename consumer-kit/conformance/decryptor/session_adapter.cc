#include "consumer-kit/conformance/decryptor/session_adapter.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "consumer-kit/conformance/decryptor/session_messages.h"
#include "consumer-kit/conformance/report/shown_text.h"

namespace chefs::conformance {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Second answers are told from foreign ids for so many questions back.
constexpr std::size_t kAnsweredKept = 64;

DecryptorAnswer answer_of(const NoLine& none) {
  DecryptorAnswer answer;
  answer.kind = none.kind;
  answer.reason = none.reason;
  return answer;
}

bool leaves_process_usable(AnswerKind kind) {
  return kind == AnswerKind::kAccepted || kind == AnswerKind::kRejected ||
         kind == AnswerKind::kUnsupported;
}

std::string answer_in_words(const DecryptorAnswer& answer) {
  switch (answer.kind) {
    case AnswerKind::kAccepted:
      return fmt::format("answered with a plaintext of {} bytes",
                         grouped(answer.plaintext.size()));
    case AnswerKind::kRejected:
      return "rejected it: " + shown(answer.reason, 200);
    case AnswerKind::kUnsupported:
      return "does not support it: " + shown(answer.reason, 200);
    default:
      return answer.reason;
  }
}

}  // namespace

std::optional<NoLine> SessionAdapter::bring_up() {
  if (process_) charge_unasked_lines();
  if (process_ && process_->status()) {
    if (!answered_.empty())
      late_findings_.push_back(
          {answered_.back().question,
           "after answering this one it " + describe_end(*process_->status())});
    process_.reset();
  }
  if (process_) return std::nullopt;
  answered_.clear();
  process_.emplace(program_, timeouts_, stop_);
  auto greeting = process_->greet();
  if (auto* none = std::get_if<NoLine>(&greeting)) return *none;
  implementation_ = std::get<Implementation>(std::move(greeting));
  return std::nullopt;
}

bool SessionAdapter::charge_second_answer(const std::string& id) {
  const auto found =
      std::ranges::find(answered_, id, [](const Asked& a) { return a.id; });
  if (found == answered_.end()) return false;
  late_findings_.push_back(
      {found->question, "it answered this one a second time"});
  return true;
}

void SessionAdapter::charge_unasked_lines() {
  for (const std::string& line : process_->unasked_lines()) {
    const auto parsed = parse_answer(line);
    const auto* answer = std::get_if<SessionAnswer>(&parsed);
    if (answer && charge_second_answer(answer->id)) continue;
    const std::size_t latest =
        answered_.empty() ? kNoQuestion : answered_.back().question;
    late_findings_.push_back(
        {latest, "it printed a line that nobody asked for: " + shown(line)});
  }
}

std::optional<DecryptorAnswer> SessionAdapter::interpret(
    const std::string& line, const Asked& asked) {
  DecryptorAnswer answer;
  answer.kind = AnswerKind::kViolation;
  auto parsed = parse_answer(line);
  if (auto* violation = std::get_if<Violation>(&parsed)) {
    answer.reason = violation->text;
    return answer;
  }
  auto& given = std::get<SessionAnswer>(parsed);
  if (given.id != asked.id) {
    if (charge_second_answer(given.id)) return std::nullopt;
    answer.reason = fmt::format("was asked \"{}\" and answered {}", asked.id,
                                shown(given.id));
    return answer;
  }
  answer.kind = given.kind;
  answer.plaintext = std::move(given.plaintext);
  answer.reason = std::move(given.reason);
  answer.released = std::move(given.released);
  return answer;
}

DecryptorAnswer SessionAdapter::await_answer(const Asked& asked) {
  const milliseconds time = timeouts_.for_answer();
  const SteadyTime deadline = steady_clock::now() + time;
  while (true) {
    auto line = process_->next_line(deadline, time);
    if (auto* none = std::get_if<NoLine>(&line)) return answer_of(*none);
    if (auto answer = interpret(std::get<std::string>(line), asked))
      return *std::move(answer);
  }
}

DecryptorAnswer SessionAdapter::exchange(const std::string& request,
                                         const Asked& asked) {
  const auto begun = steady_clock::now();
  const auto since = [&] {
    return duration_cast<microseconds>(steady_clock::now() - begun);
  };
  DecryptorAnswer answer;
  std::vector<ExchangeStep> steps;
  if (const std::optional<NoLine> failed = bring_up()) {
    answer = answer_of(*failed);
  } else {
    steps.push_back({since(), "runner",
                     fmt::format("sent request \"{}\", {} bytes", asked.id,
                                 grouped(request.size()))});
    process_->send(request);
    answer = await_answer(asked);
  }
  answer.took = since();
  answer.errors = process_->take_errors();
  steps.push_back({answer.took, "program", answer_in_words(answer)});
  if (!answer.errors.empty())
    steps.push_back({answer.took, "program",
                     "on standard error: " + shown(answer.errors, 200)});
  answer.exchange = std::move(steps);
  if (answer.kind == AnswerKind::kHung)
    timeouts_.note_hang();
  else
    timeouts_.note_answer();
  if (!leaves_process_usable(answer.kind)) process_.reset();
  return answer;
}

DecryptorAnswer SessionAdapter::ask(const DecryptorQuestion& question) {
  const Asked asked{std::to_string(++requests_), question.number};
  DecryptorAnswer answer =
      exchange(decrypt_line(asked.id, question.key, question.data), asked);
  answered_.push_back(asked);
  if (answered_.size() > kAnsweredKept) answered_.pop_front();
  return answer;
}

std::optional<DecryptorAnswer> SessionAdapter::ask_unknown() {
  const Asked asked{std::to_string(++requests_), kNoQuestion};
  DecryptorAnswer answer = exchange(probe_line(asked.id), asked);
  answered_.push_back(asked);
  return answer;
}

void SessionAdapter::finish() {
  if (!process_) return;
  charge_unasked_lines();
  const bool was_running = !process_->status();
  for (std::string& note : process_->stop()) notes_.push_back(std::move(note));
  if (was_running) charge_unasked_lines();
  process_.reset();
}

}  // namespace chefs::conformance
