#include "base/for_each_on_threads.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace chefs::base {

void for_each_on_threads(
    std::size_t items, std::size_t threads,
    const std::function<void(std::size_t item, std::size_t thread)>& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  std::size_t failed_item = items;
  const auto work_on = [&](std::size_t thread) {
    for (std::size_t item = next++; item < items; item = next++) {
      try {
        work(item, thread);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (item < failed_item) failure = std::current_exception();
        failed_item = std::min(failed_item, item);
        next = items;
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    const std::size_t wanted =
        std::min(std::max<std::size_t>(threads, 1), items);
    for (std::size_t i = 0; i < wanted; ++i) workers.emplace_back(work_on, i);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace chefs::base
