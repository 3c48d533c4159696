// Messages on their way from a thread of cnats to the one that works on them,
// as many at a time as have come. Whoever adds them is held until more are
// wanted: meanwhile they gather where it takes them from, and neither thread
// wakes the other for each of them.
// Not bounded by itself: whoever asks for messages bounds what can come.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <vector>

#include "base/nats_handles.h"

namespace chefs::consumer {

// Thread-safe, for one that adds and one that takes.
class MessageQueue {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  void add(base::MessageHandle message);
  // To be called when no more are at hand: those that were added are given to
  // the waiting thread. Returns when more are wanted.
  void hand_over();
  // From now on nobody is held: what comes can be taken.
  void hold_nobody();
  // Ends a wait that is under way, or the next one.
  void wake();

  // Puts all that were handed over, in their order, in place of what `to` held;
  // none if none were by the deadline, or if a stop or a wake-up came first.
  void wait(TimePoint deadline, const std::stop_token& stop,
            std::vector<base::MessageHandle>& to);
  // The same of all that were added, without waiting.
  void take(std::vector<base::MessageHandle>& to);

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::condition_variable wanted_;
  std::vector<base::MessageHandle> messages_;
  bool is_handed_over_ = false;
  bool is_wanted_ = false;
  bool holds_nobody_ = false;
  bool is_woken_ = false;
};

}  // namespace chefs::consumer
