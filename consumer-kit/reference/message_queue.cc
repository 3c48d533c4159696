#include "consumer-kit/reference/message_queue.h"

#include <utility>

namespace chefs::consumer {

using transport::MessageHandle;

void MessageQueue::add(MessageHandle message) {
  std::lock_guard lock(mutex_);
  messages_.push_back(std::move(message));
  changed_.notify_all();
}

void MessageQueue::wake() {
  std::lock_guard lock(mutex_);
  is_woken_ = true;
  changed_.notify_all();
}

MessageHandle MessageQueue::wait(TimePoint deadline,
                                 const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, stop, deadline,
                      [this] { return !messages_.empty() || is_woken_; });
  is_woken_ = false;
  return take_locked();
}

MessageHandle MessageQueue::take() {
  std::lock_guard lock(mutex_);
  return take_locked();
}

MessageHandle MessageQueue::take_locked() {
  if (messages_.empty()) return nullptr;
  MessageHandle message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

}  // namespace chefs::consumer
