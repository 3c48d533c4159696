// One process for many questions: JSON lines both ways. Started at the first
// question, and again after it has died or had to be stopped.
// Rules: docs/decryptor-adapters.md, "Session".
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"
#include "consumer-kit/conformance/decryptor/session_process.h"
#include "consumer-kit/conformance/decryptor/timeouts.h"

namespace chefs::conformance {

class SessionAdapter final : public DecryptorAdapter {
 public:
  // All that is referred to must outlive the adapter.
  SessionAdapter(const Program& program, Timeouts& timeouts,
                 const StopEvent& stop)
      : program_(program), timeouts_(timeouts), stop_(stop) {}

  DecryptorAnswer ask(const DecryptorQuestion& question) override;
  std::optional<DecryptorAnswer> ask_unknown() override;
  void finish() override;
  std::optional<Implementation> implementation() const override {
    return implementation_;
  }

 private:
  struct Asked {
    std::string id;
    std::size_t question;
  };

  DecryptorAnswer exchange(const std::string& request, const Asked& asked);
  // Nothing when it is up; else why it does not come up.
  std::optional<NoLine> bring_up();
  DecryptorAnswer await_answer(const Asked& asked);
  // Nothing if the line belongs to an earlier question: wait on.
  std::optional<DecryptorAnswer> interpret(const std::string& line,
                                           const Asked& asked);
  // The question was answered before: its second answer is charged to it.
  bool charge_second_answer(const std::string& id);
  void charge_unasked_lines();

  const Program& program_;
  Timeouts& timeouts_;
  const StopEvent& stop_;
  std::optional<SessionProcess> process_;
  std::optional<Implementation> implementation_;
  // The latest questions that this process has answered.
  std::deque<Asked> answered_;
  std::size_t requests_ = 0;
};

}  // namespace chefs::conformance
