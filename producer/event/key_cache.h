// Keys that were derived before, for runs that use a salt again (salt_pool.h):
// each pair of key and salt costs its 100 000 rounds once.
// Not bounded: it grows to pool size times number of encryption keys.
//
//   KeyCache cache;
//   cache.derive(requests, keys);  // as contract::derive_keys()
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/cryptr.h"
#include "contract/key_batch.h"
#include "contract/secret.h"

namespace chefs::producer {

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
