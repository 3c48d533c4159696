#include "producer/message_pipe.h"

#include <utility>

namespace chefs::producer {
namespace {

constexpr std::size_t kMostReady = 3;
// Once so much waits, no further batch is put to it.
constexpr std::size_t kEnoughBytes = 4 << 20;

}  // namespace

MessagePipe::MessagePipe(MessageMaker& maker)
    : maker_(maker),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void MessagePipe::run(const std::stop_token& stop) {
  bool has_more = true;
  while (has_more && !stop.stop_requested()) {
    std::vector<OutgoingMessage> batch;
    std::exception_ptr fault;
    try {
      has_more = maker_.next_batch(batch);
    } catch (...) {
      fault = std::current_exception();
      has_more = false;
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] {
      return ready_.size() < kMostReady && ready_bytes_ < kEnoughBytes;
    });
    if (has_more) {
      ready_bytes_ += bytes_of(batch);
      ready_.push_back(std::move(batch));
    }
    is_at_end_ = !has_more;
    fault_ = fault;
    changed_.notify_all();
  }
}

bool MessagePipe::next_batch(std::vector<OutgoingMessage>& messages) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !ready_.empty() || is_at_end_; });
  if (ready_.empty()) {
    messages.clear();
    if (fault_) std::rethrow_exception(fault_);
    return false;
  }
  messages = std::move(ready_.front());
  ready_.pop_front();
  ready_bytes_ -= bytes_of(messages);
  changed_.notify_all();
  return true;
}

}  // namespace chefs::producer
