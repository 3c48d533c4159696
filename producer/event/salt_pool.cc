#include "producer/event/salt_pool.h"

#include <algorithm>
#include <vector>

namespace chefs::producer {
namespace {

using contract::DerivedKey;
using contract::KeyRequest;

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::vector<KeyCache::Entry*> KeyCache::find(
    std::span<const KeyRequest> requests, std::vector<Entry*>& missing) {
  const std::lock_guard lock(mutex_);
  std::vector<Entry*> found;
  found.reserve(requests.size());
  for (const KeyRequest& request : requests) {
    const auto place = by_name_.find({request.password, as_text(request.salt)});
    if (place != by_name_.end()) {
      found.push_back(place->second);
      continue;
    }
    Entry& entry = entries_.emplace_back();
    entry.password = contract::Secret(request.password);
    std::copy_n(request.salt.begin(), entry.salt.size(), entry.salt.begin());
    by_name_.emplace(Name(entry.password.reveal(), as_text(entry.salt)),
                     &entry);
    found.push_back(&entry);
    missing.push_back(&entry);
  }
  return found;
}

void KeyCache::derive_missing(const std::vector<Entry*>& missing) {
  if (missing.empty()) return;
  std::vector<KeyRequest> requests;
  for (const Entry* entry : missing) {
    requests.push_back({entry->password.reveal(), entry->salt});
  }
  std::vector<DerivedKey> keys(requests.size());
  contract::derive_keys(requests, keys);
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < missing.size(); ++i) {
    missing[i]->key = keys[i];
    missing[i]->is_ready = true;
  }
  changed_.notify_all();
}

void KeyCache::derive(std::span<const KeyRequest> requests,
                      std::span<DerivedKey> keys) {
  std::vector<Entry*> missing;
  const std::vector<Entry*> found = find(requests, missing);
  // One's own first: whoever waits for another has nothing left that the other
  // could wait for.
  derive_missing(missing);
  std::unique_lock lock(mutex_);
  for (std::size_t i = 0; i < found.size(); ++i) {
    changed_.wait(lock, [&] { return found[i]->is_ready; });
    keys[i] = found[i]->key;
  }
}

}  // namespace chefs::producer
