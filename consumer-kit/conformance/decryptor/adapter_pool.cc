#include "consumer-kit/conformance/decryptor/adapter_pool.h"

#include <algorithm>

#include "base/for_each_on_threads.h"

namespace chefs::conformance {

AdapterPool::AdapterPool(unsigned jobs, const MakeAdapter& make) {
  for (unsigned i = 0; i < std::max(1u, jobs); ++i) adapters_.push_back(make());
}

void AdapterPool::work_through(std::size_t items, const Work& work) {
  base::for_each_on_threads(items, adapters_.size(),
                            [&](std::size_t item, std::size_t thread) {
                              work(*adapters_[thread], item);
                            });
}

void AdapterPool::finish(
    const std::function<void(DecryptorAdapter&)>& harvest) {
  base::for_each_on_threads(
      adapters_.size(), adapters_.size(),
      [&](std::size_t i, std::size_t) { adapters_[i]->finish(); });
  for (auto& adapter : adapters_) harvest(*adapter);
}

}  // namespace chefs::conformance
