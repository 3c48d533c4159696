// Collects what a callback is told on another thread, to be waited for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace chefs::tests {

template <class Event>
class EventLog {
 public:
  void add(Event event) {
    std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    changed_.notify_all();
  }

  // The first event that fits; nothing if none comes within ten seconds.
  template <class Fits>
  std::optional<Event> wait_for(Fits fits) {
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(10);
    std::unique_lock lock(mutex_);
    for (;;) {
      for (const auto& event : events_) {
        if (fits(event)) return event;
      }
      if (changed_.wait_until(lock, deadline) == std::cv_status::timeout) {
        return std::nullopt;
      }
    }
  }

  std::vector<Event> all() {
    std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Event> events_;
};

}  // namespace chefs::tests
