// Where the salt of a private event comes from: fresh for each, as CHEFS draws
// it, or one of a few that are used in turn; and the keys of those, so that a
// load test need not derive one for each event. The iv is fresh in either case.
// What reuse does not model: docs/decisions/0130-salts-in-turn.md.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/cryptr.h"
#include "contract/key_batch.h"
#include "contract/random_source.h"
#include "contract/secret.h"

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

// Keys that were derived before, for runs that use a salt again: each pair of
// key and salt costs its 100 000 rounds once.
// Not bounded: it grows to pool size times number of encryption keys.
//
//   KeyCache cache;
//   cache.derive(requests, keys);  // as contract::derive_keys()
//
// Thread-safe: threads that want the same key at once derive it once. Wiped
// when it ends, passwords and keys.
class KeyCache {
 public:
  KeyCache() = default;
  KeyCache(const KeyCache&) = delete;
  KeyCache& operator=(const KeyCache&) = delete;

  void derive(std::span<const contract::KeyRequest> requests,
              std::span<contract::DerivedKey> keys);

 private:
  // Its members are found by views of themselves, so it never moves.
  struct Entry {
    contract::Secret password;
    contract::Salt salt{};
    contract::DerivedKey key;
    bool is_ready = false;
  };
  using Name = std::pair<std::string_view, std::string_view>;

  // The entries in the order of the requests; those that nobody derives yet
  // are added to `missing`.
  std::vector<Entry*> find(std::span<const contract::KeyRequest> requests,
                           std::vector<Entry*>& missing);
  void derive_missing(const std::vector<Entry*>& missing);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Entry> entries_;
  std::map<Name, Entry*> by_name_;
};

}  // namespace chefs::producer
