// Runs cases of the decryptor suite against a program, and reports. Puts the
// pieces together: probe, pool, judge, controls, watches, diagnosis. Reads and
// writes no files.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/diagnosis.h"
#include "consumer-kit/conformance/process/program_under_test.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/suite/run_options.h"
#include "contract/random_source.h"

namespace chefs::conformance {

enum class AdapterKind { kOneShot, kSession };

// "one-shot", "session".
std::string_view to_string(AdapterKind kind);

struct DecryptorRunOptions {
  Program program = {};
  AdapterKind adapter = AdapterKind::kOneShot;
  // How many times the whole set is asked; answers must not change.
  std::size_t rounds = 1;
  // All cases of a program as well that opens no valid text, but what one known
  // mistake makes of one: for the matrix of mistakes, which tells it from
  // others.
  bool asks_whoever_opens_nothing = false;
  // Without a seed: what is random is passed in.
  RunOptions run = {};
};

// Fills adapter, command, implementation, jobs, cases, diagnoses, notes and
// not_scored_because. The caller knows the rest: versions, digest, seed, times,
// baseline; and concludes (verdict.h). `catalogue` is
// where the inputs of known mistakes are looked up. Throws
// base::EnvironmentError if the program cannot be started at all.
RunReport run_decryptor_cases(const std::vector<DecryptorCase>& cases,
                              const std::vector<DecryptorCase>& catalogue,
                              const std::vector<KnownMistake>& mistakes,
                              const DecryptorRunOptions& options,
                              contract::RandomSource& random,
                              const StopEvent& stop);

}  // namespace chefs::conformance
