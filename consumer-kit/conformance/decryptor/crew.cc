#include "consumer-kit/conformance/decryptor/crew.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace chefs::conformance {
namespace {

// The first exception of several threads.
class FirstFailure {
 public:
  void keep_current() {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

Crew::Crew(unsigned jobs, const MakeAdapter& make) {
  for (unsigned i = 0; i < std::max(1u, jobs); ++i) adapters_.push_back(make());
}

void Crew::work_through(std::size_t items, const Work& work) {
  std::atomic<std::size_t> next = 0;
  FirstFailure failure;
  {
    std::vector<std::jthread> threads;
    for (auto& adapter : adapters_) {
      threads.emplace_back([&, mine = adapter.get()] {
        try {
          for (std::size_t item = next++; item < items; item = next++)
            work(*mine, item);
        } catch (...) {
          failure.keep_current();
          next = items;
        }
      });
    }
  }
  failure.rethrow();
}

void Crew::finish(const std::function<void(DecryptorAdapter&)>& harvest) {
  {
    std::vector<std::jthread> threads;
    for (auto& adapter : adapters_)
      threads.emplace_back([mine = adapter.get()] { mine->finish(); });
  }
  for (auto& adapter : adapters_) harvest(*adapter);
}

}  // namespace chefs::conformance
