// The AES keys of all recipes, each derived once, however many checks and
// threads ask for it. Most are of the cryptr format: they are derived a SIMD
// batch at a time, together with others that are known to be wanted.
//
//   KeyStore keys;
//   keys.announce(derivation_of(sealing));   // for each check
//   keys.get(derivation_of(sealing));        // 32 bytes
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/recipe/recipe.h"

namespace chefs::conformance {

struct Derivation {
  KdfMethod method = KdfMethod::kPbkdf2;
  Prf prf = Prf::kSha512;
  int rounds = contract::kKeyDerivationRounds;
  std::string password;
  std::string salt;
  KdfPart part = KdfPart::kFirst32Bytes;

  auto operator<=>(const Derivation&) const = default;
};

Derivation derivation_of(const Sealing& sealing);

// SHA-256, in hex, of all that the key depends on.
std::string id_of(const Derivation& derivation);

// Keys by id_of(), in 32 bytes.
using DerivedKeys = std::map<std::string, std::string>;

// Thread-safe.
class KeyStore {
 public:
  // Costs nothing yet.
  void announce(const Derivation& derivation);
  // The announced ones, and those that are not, in 32 bytes.
  std::string get(const Derivation& derivation);

  // Keys that need not be derived any more; what nobody announced is passed
  // over.
  void take(const DerivedKeys& known);
  // Those of PBKDF2 that were derived so far.
  DerivedKeys derived();

 private:
  using Entry = std::map<Derivation, std::optional<std::string>>::value_type;

  std::vector<Entry*> choose_batch(Entry& wanted);

  std::mutex mutex_;
  std::condition_variable derived_;
  // Nothing: not derived yet.
  std::map<Derivation, std::optional<std::string>> keys_;
  // Batchable ones that no thread has taken up, in the order of announcement.
  std::vector<Entry*> waiting_;
  std::set<const Entry*> under_way_;
};

}  // namespace chefs::conformance
