// derive_keys() of key_batch.h on several cores at once. Not a pool: threads
// live as long as the call, some 50 µs against the 100 ms of the work.
//
//   derive_keys_on_cores(requests, keys);
#pragma once

#include <cstddef>
#include <span>

#include "contract/key_batch.h"

namespace chefs::contract {

// The number of cores, at least 1.
std::size_t core_count();

// What keeps all lanes of all cores busy once.
std::size_t key_batch_of_all_cores();

// The same keys as derive_keys(). Takes no more threads than have half of their
// lanes to do.
void derive_keys_on_cores(std::span<const KeyRequest> requests,
                          std::span<DerivedKey> keys,
                          std::size_t cores = core_count());

}  // namespace chefs::contract
