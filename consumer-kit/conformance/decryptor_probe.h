// Before anything is scored: is there a decryptor at the other end at all?
// It must give back a text that was sealed on the spot, which nobody can guess;
// in a session it must also own up to a question that nobody can answer.
// See docs/decisions/0060.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/case.h"
#include "consumer-kit/conformance/decryptor_adapter.h"
#include "consumer-kit/conformance/decryptor_check.h"
#include "contract/random_source.h"

namespace chefs::conformance {

// The sealing that is asked for, and a key that does not open it: how the two
// are answered is told when the program is not understood.
struct ProbePair {
  DecryptorControl valid;
  std::string other_key;
};

ProbePair make_probe(contract::RandomSource& random);

struct ProbeResult {
  // Nothing: go on and score. Otherwise the outcome of every case: fail if the
  // program itself broke down, error if its answers mean nothing.
  std::optional<OutcomeKind> everything_ends_as;
  // A sentence that says why.
  std::string why;
  // The valid data came back exactly.
  bool gave_plaintext = false;
};

// `last_resort` are inputs that decryptors with known mistakes accept; they
// are tried when the valid data is rejected.
ProbeResult probe(DecryptorAdapter& adapter, const ProbePair& pair,
                  const std::vector<DecryptorCheck>& last_resort);

}  // namespace chefs::conformance
