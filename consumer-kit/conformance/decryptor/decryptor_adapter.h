// How a decryptor is asked, whatever it is written in: one process per
// question (one_shot_adapter.h) or one process for all (session_adapter.h).
// Described for implementers in docs/decryptor-adapters.md.
//
// Whatever the program does is an answer, never an exception. What is thrown
// is base::EnvironmentError: the program cannot be started at all.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "consumer-kit/conformance/suite/report.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

struct DecryptorQuestion {
  // The asker's own number, handed back with what comes to light later.
  std::size_t number = 0;
  std::string_view key;
  const contract::Json& data;
};

// Of a finding that belongs to no question in particular.
inline constexpr std::size_t kNoQuestion = static_cast<std::size_t>(-1);

enum class AnswerKind {
  kAccepted,
  kRejected,
  kUnsupported,
  kCrashed,      // ended where it should have answered
  kHung,         // did not answer in time
  kViolation,    // broke the adapter's rules
  kInterrupted,  // the run was stopped meanwhile
};

struct DecryptorAnswer {
  AnswerKind kind = AnswerKind::kInterrupted;
  // kAccepted: what it gave.
  std::string plaintext;
  // What the program said (rejected, unsupported) or what the runner saw.
  std::string reason;
  // Standard output of a one-shot program that then rejected; a session's
  // plaintext in an answer that also rejects.
  std::string released;
  // Standard error.
  std::string errors;
  std::chrono::microseconds took{};
  std::vector<ExchangeStep> exchange;
};

// Seen when the question had been answered already, e.g. a second answer.
struct LateFinding {
  std::size_t question = 0;
  std::string text;
};

// What a session says about itself.
struct Implementation {
  std::string name;
  std::string version;
  // Case ids or patterns.
  std::vector<std::string> unsupported;
};

// One owner, one thread; several adapters run side by side.
class DecryptorAdapter {
 public:
  virtual ~DecryptorAdapter() = default;

  virtual DecryptorAnswer ask(const DecryptorQuestion& question) = 0;
  // A request of a kind that nobody knows; nothing if the adapter has no such.
  virtual std::optional<DecryptorAnswer> ask_unknown() { return std::nullopt; }
  // Ends what is running, in peace if possible.
  virtual void finish() {}

  virtual std::optional<Implementation> implementation() const {
    return std::nullopt;
  }
  std::vector<LateFinding> take_late_findings() {
    return std::exchange(late_findings_, {});
  }
  // What is odd but breaks no rule, e.g. a process that ignores SIGTERM.
  std::vector<std::string> take_notes() { return std::exchange(notes_, {}); }

 protected:
  std::vector<LateFinding> late_findings_;
  std::vector<std::string> notes_;
};

}  // namespace chefs::conformance
