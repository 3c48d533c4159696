#include "base/side_by_side.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace chefs::conformance {

void work_side_by_side(std::size_t items, unsigned jobs,
                       const std::function<void(std::size_t item)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work_on = [&] {
    for (std::size_t item = next++; item < items; item = next++) {
      try {
        work(item);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
        next = items;
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    const std::size_t wanted = std::min<std::size_t>(jobs, items);
    for (std::size_t i = 0; i < wanted; ++i) workers.emplace_back(work_on);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace chefs::conformance
