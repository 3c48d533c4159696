// Before anything is scored: is there a decryptor at the other end at all?
// It must give back a text that was sealed on the spot, which nobody can guess;
// in a session it must also own up to a question that nobody can answer. If it
// opens no such text, what known mistakes would open is tried, and pairs of
// them. See docs/decisions/0060 and 0151.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/adapter_pool.h"
#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"
#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/mistaken_sealings.h"
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
  enum class Kind {
    // Go on and score.
    kOpens,
    // It rejects what is valid, or breaks down at it.
    kOpensNothing,
    // It breaks the rules of its adapter, so that no answer means anything.
    kBroken,
  };
  Kind kind = Kind::kOpens;
  // What it did, in words: "it hung …".
  std::string why = {};
  // The valid data came back exactly.
  bool gave_plaintext = false;
};

ProbeResult probe(DecryptorAdapter& adapter, const ProbePair& pair);

// Something that a decryptor with known mistakes opens.
struct MistakenInput {
  // None where the mistakes show in the cases themselves.
  std::vector<const KnownMistake*> mistakes = {};
  std::string key;
  contract::Json data;
  std::string plaintext;
};

struct OpenedInput {
  // In the list that was given; nothing if none was opened.
  std::optional<std::size_t> number = {};
  // How many were tried before the time was up.
  std::size_t tried = 0;
};

// Tries one input after the other, side by side, until one is opened; the first
// `at_least`, and more for as long as `deadline` says. `make` is called once
// for each.
OpenedInput find_opened(AdapterPool& pool, std::size_t inputs,
                        const std::function<MistakenInput(std::size_t)>& make,
                        std::size_t at_least,
                        std::chrono::steady_clock::time_point deadline);

}  // namespace chefs::conformance
