// A case of the decryptor suite: one requirement, and the inputs, called
// checks, that it is tried with. Plain data; who makes it is
// decryptor_catalogue.h, who judges answers to it is decryptor_judge.h.
//
//   DecryptorCheck check;
//   check.name = "last-bit";
//   check.expectation = Expectation::kReject;
//   check.key = key;
//   check.input = [=] { return DecryptorInput{.data = flipped, …}; };
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/suite/case.h"
#include "contract/json.h"

namespace chefs::conformance {

struct SealedData;

enum class Expectation { kAccept, kReject };

// Characters [begin, end) of the data's text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const TextRange&) const = default;
};

// A sealing that is valid under its key, and what it holds. A decryptor that
// rejects everything would earn every reject check; so such a check counts
// only if its control was accepted in the same run. The plaintext must be one
// that nobody can guess: 8 bytes or more.
struct DecryptorControl {
  std::string key;
  std::string data;
  std::string plaintext;
};

struct DecryptorInput {
  // `payload.data` as it is handed over: a string in UTF-8, or the {} of an
  // oversize event (which the one-shot adapter sends as the text "{}").
  contract::Json data;
  // accept: what must come back, byte for byte.
  // reject: what the data would give if it were accepted by mistake, which
  // therefore must not leak; empty if there is no such text.
  std::string plaintext;
  // What was changed, for the drawing; empty for valid data.
  std::vector<TextRange> touched;
  // reject: the valid sealing that the data was made from. Without one, the
  // control of the run's probe is used.
  std::optional<DecryptorControl> control;
};

struct DecryptorCheck {
  // A word, unique in its case. "case-id:name" is the check's id, in
  // baselines, in reports and as the tcId of a vector.
  std::string name;
  Expectation expectation = Expectation::kAccept;
  // Not empty, UTF-8, without NUL: it travels in the environment.
  std::string key;
  // Made on demand, so that big inputs and key derivations are paid for by
  // runs that use them only. Called from several threads at once; gives the
  // same bytes each time.
  std::function<DecryptorInput()> input;
  // How the data is made, if it is made from a sealing: recipe/recipe.h.
  std::shared_ptr<const SealedData> sealed = {};
};

// Secrets are looked for in the output of every check of a run that was
// rejected. What is found is charged to the case that watches for it, not to
// the check at hand. `kRelease`: any byte on stdout before the rejection.
enum class Watch { kNothing, kKeyLeak, kPlaintextLeak, kRelease };

struct DecryptorCase {
  CaseInfo info;
  std::vector<DecryptorCheck> checks;
  Watch watch = Watch::kNothing;
};

// "decrypt.tag.flipped-bit:last-bit".
inline std::string check_id(const CaseInfo& info, const DecryptorCheck& check) {
  return info.id + ":" + check.name;
}

}  // namespace chefs::conformance
