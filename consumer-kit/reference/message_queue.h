// Messages on their way from the threads of cnats to the one that works on
// them. Not bounded by itself: whoever asks for messages bounds what can come.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>

#include "transport/nats_handles.h"

namespace chefs::consumer {

// Thread-safe.
class MessageQueue {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  void add(transport::MessageHandle message);
  // Ends a wait that is under way, or the next one.
  void wake();

  // Null if none came by the deadline, or if a stop or a wake-up came first.
  transport::MessageHandle wait(TimePoint deadline,
                                const std::stop_token& stop);
  // Null if none is there.
  transport::MessageHandle take();

 private:
  transport::MessageHandle take_locked();

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<transport::MessageHandle> messages_;
  bool is_woken_ = false;
};

}  // namespace chefs::consumer
