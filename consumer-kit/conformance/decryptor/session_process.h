// The process of a session: its start, its lines, its end. Knows no answers;
// session_adapter.h makes sense of the lines.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"
#include "consumer-kit/conformance/decryptor/timeouts.h"
#include "consumer-kit/conformance/process/program_under_test.h"

namespace chefs::conformance {

// Why no line came: kCrashed, kHung, kViolation or kInterrupted, and the end
// of a sentence that starts with "it".
struct NoLine {
  AnswerKind kind = AnswerKind::kInterrupted;
  std::string reason;
};

class SessionProcess {
 public:
  // An ENCRYPTION_KEY of this process's own is hidden from the program: keys
  // travel on its standard input only.
  SessionProcess(const Program& program, const Timeouts& timeouts,
                 const StopEvent& stop);

  // Sends `start`, waits for the ready line.
  std::variant<Implementation, NoLine> greet();
  void send(std::string_view line) { program_.send(line); }
  std::variant<std::string, NoLine> next_line(SteadyTime deadline,
                                              std::chrono::milliseconds time);
  // Lines that are there although nothing was asked.
  std::vector<std::string> unasked_lines();
  std::string take_errors() { return program_.take_errors(); }
  // Set once it has ended by itself.
  const std::optional<producer::ExitStatus>& status() const {
    return program_.status();
  }

  // Sends `stop` and waits for the end, by force if need be. Returns what was
  // odd about it.
  std::vector<std::string> stop();

 private:
  NoLine no_line(WaitEnd end, std::chrono::milliseconds time) const;

  const Timeouts& timeouts_;
  ProgramUnderTest program_;
};

}  // namespace chefs::conformance
