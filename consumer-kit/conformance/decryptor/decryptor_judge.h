// From a decryptor's answer to the outcome of a check, with the sentences and
// drawings of the report. Pure. Whether a right answer also counts is decided
// later, when the answer to its control is known: docs/decisions/0060.
#pragma once

#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"
#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

// A plaintext shorter than this could be guessed, or come out by chance.
inline constexpr std::size_t kGuessableBytes = 8;

CheckResult judge(const DecryptorCheck& check, const DecryptorInput& input,
                  DecryptorAnswer answer);

// The outcome of a check that was not asked, or whose answer is void.
CheckResult unsupported_check(const DecryptorCheck& check, std::string reason);
CheckResult error_check(const DecryptorCheck& check, std::string reason);

// Turns a right answer into a failure that proves nothing either way.
void mark_unproven(CheckResult& result, std::string why);
// Turns it into a failure for a reason that came to light later.
void mark_failed(CheckResult& result, std::string why);

// A secret, or plaintext of rejected data, that was printed.
struct Leak {
  Watch watch = Watch::kNothing;
  // "the key, in hex, on standard error".
  std::string what;
  // For CheckResult::answer: "leak-as-text-in-errors", "leak-in-hex-in-reason".
  std::string answer;
};

// Leaks are looked for in answers that reject.
std::vector<Leak> find_leaks(const DecryptorCheck& check,
                             const DecryptorInput& input,
                             const DecryptorAnswer& answer);

}  // namespace chefs::conformance
