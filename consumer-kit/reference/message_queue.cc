#include "consumer-kit/reference/message_queue.h"

#include <utility>

namespace chefs::consumer {

using base::MessageHandle;

void MessageQueue::add(MessageHandle message) {
  std::lock_guard lock(mutex_);
  messages_.push_back(std::move(message));
}

void MessageQueue::hand_over() {
  std::unique_lock lock(mutex_);
  is_handed_over_ = true;
  is_wanted_ = false;
  changed_.notify_all();
  wanted_.wait(lock, [this] { return is_wanted_ || holds_nobody_; });
}

void MessageQueue::hold_nobody() {
  std::lock_guard lock(mutex_);
  holds_nobody_ = true;
  wanted_.notify_all();
}

void MessageQueue::wake() {
  std::lock_guard lock(mutex_);
  is_woken_ = true;
  changed_.notify_all();
}

void MessageQueue::wait(TimePoint deadline, const std::stop_token& stop,
                        std::vector<MessageHandle>& to) {
  std::unique_lock lock(mutex_);
  if (!is_handed_over_) {
    is_wanted_ = true;
    wanted_.notify_all();
  }
  changed_.wait_until(lock, stop, deadline,
                      [this] { return is_handed_over_ || is_woken_; });
  is_woken_ = false;
  to.clear();
  if (is_handed_over_) messages_.swap(to);
  is_handed_over_ = false;
}

void MessageQueue::take(std::vector<MessageHandle>& to) {
  std::lock_guard lock(mutex_);
  to.clear();
  messages_.swap(to);
  is_handed_over_ = false;
}

}  // namespace chefs::consumer
