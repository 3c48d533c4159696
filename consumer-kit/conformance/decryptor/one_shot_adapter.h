// One process per question: key in ENCRYPTION_KEY, data on standard input,
// plaintext on standard output, exit 0 accepts, exactly 1 rejects.
// Rules: docs/decryptor-adapters.md, "One-shot".
#pragma once

#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"
#include "consumer-kit/conformance/decryptor/timeouts.h"
#include "consumer-kit/conformance/process/program_under_test.h"

namespace chefs::conformance {

class OneShotAdapter final : public DecryptorAdapter {
 public:
  // All that is referred to must outlive the adapter.
  OneShotAdapter(const Program& program, Timeouts& timeouts,
                 const StopEvent& stop)
      : program_(program), timeouts_(timeouts), stop_(stop) {}

  DecryptorAnswer ask(const DecryptorQuestion& question) override;

 private:
  const Program& program_;
  Timeouts& timeouts_;
  const StopEvent& stop_;
};

}  // namespace chefs::conformance
