#include "contract/key_batch_on_cores.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <thread>
#include <vector>

namespace chefs::contract {

std::size_t core_count() {
  return std::max(1U, std::jthread::hardware_concurrency());
}

std::size_t key_batch_of_all_cores() {
  return core_count() * key_batch_lanes();
}

void derive_keys_on_cores(std::span<const KeyRequest> requests,
                          std::span<DerivedKey> keys, std::size_t cores) {
  if (requests.size() != keys.size()) {
    throw std::invalid_argument("derive_keys_on_cores: one key for each");
  }
  cores = std::max<std::size_t>(cores, 1);
  const std::size_t even = (requests.size() + cores - 1) / cores;
  const std::size_t share =
      std::max({even, key_batch_lanes() / 2, std::size_t{1}});
  std::vector<std::exception_ptr> faults(cores);
  {
    std::vector<std::jthread> others;
    for (std::size_t core = 1; core * share < requests.size(); ++core) {
      others.emplace_back([=, &fault = faults[core]] {
        const std::size_t first = core * share;
        const std::size_t count = std::min(share, requests.size() - first);
        try {
          derive_keys(requests.subspan(first, count),
                      keys.subspan(first, count));
        } catch (...) {
          fault = std::current_exception();
        }
      });
    }
    const std::size_t mine = std::min(share, requests.size());
    derive_keys(requests.first(mine), keys.first(mine));
  }
  for (const std::exception_ptr& fault : faults) {
    if (fault) std::rethrow_exception(fault);
  }
}

}  // namespace chefs::contract
