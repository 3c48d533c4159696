// Where the salt of a private event comes from: fresh for each, as CHEFS draws
// it, or one of a few that are used in turn, so that a load test need not
// derive a key for each event. The iv is fresh in either case.
// What reuse does not model: docs/decisions/0130-salts-in-turn.md.
#pragma once

#include <cstddef>
#include <vector>

#include "contract/cryptr.h"
#include "contract/random_source.h"

namespace chefs::producer {

// What sealing takes at random.
struct SealSeed {
  contract::Salt salt{};
  contract::Iv iv{};
};

// Takes all its bytes from one source, in order: the same source gives the same
// salts and ivs. Not thread-safe.
class SaltSource {
 public:
  // The source must outlive it. `pool` is the number of salts to use in turn,
  // 0 for a fresh one each time; they are drawn at once.
  SaltSource(contract::RandomSource& random, std::size_t pool)
      : random_(random), pool_(pool) {
    for (contract::Salt& salt : pool_) random_.fill(salt);
  }

  SealSeed next() {
    SealSeed seed;
    if (pool_.empty()) {
      random_.fill(seed.salt);
    } else {
      seed.salt = pool_[turn_++ % pool_.size()];
    }
    random_.fill(seed.iv);
    return seed;
  }

  bool is_pool() const { return !pool_.empty(); }

 private:
  contract::RandomSource& random_;
  std::vector<contract::Salt> pool_;
  std::size_t turn_ = 0;
};

}  // namespace chefs::producer
