#include "consumer-kit/conformance/decryptor/session_process.h"

#include <fmt/format.h>

#include "consumer-kit/conformance/decryptor/session_messages.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/environment.h"

namespace chefs::conformance {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

SessionProcess::SessionProcess(const Program& program, const Timeouts& timeouts,
                               const StopEvent& stop)
    : timeouts_(timeouts),
      program_(program, {{contract::env::kEncryptionKey, ""}}, OutputLimits{},
               stop) {}

NoLine SessionProcess::no_line(WaitEnd end, milliseconds time) const {
  switch (end) {
    case WaitEnd::kExited:
      return {AnswerKind::kCrashed,
              describe_end(*program_.status()) + " instead of answering"};
    case WaitEnd::kDeadline:
      return {AnswerKind::kHung,
              fmt::format("gave no answer within {:.1f} s and was stopped",
                          static_cast<double>(time.count()) / 1000.0)};
    case WaitEnd::kTooMuchOutput:
      return {AnswerKind::kViolation,
              fmt::format("printed more than {} bytes without the end of a "
                          "line and was stopped",
                          grouped(OutputLimits{}.stdout_bytes))};
    case WaitEnd::kDone:
      return {AnswerKind::kViolation,
              "closed its standard output while it was still running, and was "
              "stopped"};
    case WaitEnd::kStopRequested:
      break;
  }
  return {AnswerKind::kInterrupted, "was interrupted: the run was stopped"};
}

std::variant<Implementation, NoLine> SessionProcess::greet() {
  const milliseconds time = timeouts_.for_start();
  program_.send(start_line());
  auto line = next_line(steady_clock::now() + time, time);
  if (auto* none = std::get_if<NoLine>(&line)) {
    none->reason = "printed no ready line: it " + none->reason;
    return *none;
  }
  auto ready = parse_ready(std::get<std::string>(line));
  if (auto* violation = std::get_if<Violation>(&ready))
    return NoLine{AnswerKind::kViolation, violation->text};
  return std::get<Implementation>(std::move(ready));
}

std::variant<std::string, NoLine> SessionProcess::next_line(SteadyTime deadline,
                                                            milliseconds time) {
  std::string& out = program_.out();
  std::size_t searched = 0;
  std::size_t end = std::string::npos;
  const WaitEnd why = program_.wait(deadline, [&] {
    end = out.find('\n', searched);
    searched = out.size();
    return end != std::string::npos ||
           (program_.output_is_closed() && !program_.status());
  });
  if (end != std::string::npos) {
    std::string line = out.substr(0, end);
    out.erase(0, end + 1);
    return line;
  }
  // A program that dies closes its output first; its death says more.
  if (why == WaitEnd::kDone &&
      program_.wait(steady_clock::now() + timeouts_.for_stop()) ==
          WaitEnd::kExited)
    return no_line(WaitEnd::kExited, time);
  return no_line(why, time);
}

std::vector<std::string> SessionProcess::unasked_lines() {
  program_.catch_up();
  std::string& out = program_.out();
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = out.find('\n'); end != std::string::npos;
       end = out.find('\n', begin)) {
    lines.push_back(out.substr(begin, end - begin));
    begin = end + 1;
  }
  out.erase(0, begin);
  return lines;
}

std::vector<std::string> SessionProcess::stop() {
  std::vector<std::string> notes;
  program_.send(stop_line());
  program_.close_input();
  const WaitEnd end = program_.wait(steady_clock::now() + timeouts_.for_stop());
  if (end == WaitEnd::kExited) {
    if (program_.status()->code() != 0)
      notes.push_back("asked to stop, it " + describe_end(*program_.status()));
    if (program_.left_output_held())
      notes.push_back(
          "it left a process behind that held its output open; that process "
          "was killed");
    return notes;
  }
  notes.push_back("it did not end when it was asked to stop");
  if (!program_.terminate(steady_clock::now() + timeouts_.for_stop()))
    notes.push_back("it ignored SIGTERM and was killed");
  return notes;
}

}  // namespace chefs::conformance
