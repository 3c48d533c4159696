#include "producer/event/message_pipe.h"

#include <algorithm>
#include <utility>

namespace chefs::producer {
namespace {

// Beside those that are being made.
constexpr std::size_t kMostWaiting = 2;
// Once so much waits, no further batch is put to it.
constexpr std::size_t kEnoughBytes = 4 << 20;

}  // namespace

MessagePipe::MessagePipe(MessageMaker& maker, std::size_t threads)
    : maker_(maker),
      most_batches_(std::max<std::size_t>(threads, 1) + kMostWaiting) {
  for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
  }
}

// All are told before one is waited for: one may wait for another's lock.
MessagePipe::~MessagePipe() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void MessagePipe::run(const std::stop_token& stop) {
  for (;;) {
    Made made;
    const auto place = take(made, stop);
    if (!place) return;
    make(made);
    hand_in(*place, std::move(made));
  }
}

bool MessagePipe::has_room() const {
  return batches_ < most_batches_ && ready_bytes_ < kEnoughBytes;
}

std::optional<std::uint64_t> MessagePipe::take(Made& made,
                                               const std::stop_token& stop) {
  const std::lock_guard taking(taking_);
  if (is_all_taken_) return std::nullopt;
  {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return has_room(); })) {
      return std::nullopt;
    }
    ++batches_;
    if (!spare_.empty()) {
      made.batch = std::move(spare_.back());
      spare_.pop_back();
    }
  }
  try {
    made.is_end = !maker_.take(made.batch);
  } catch (...) {
    made.is_end = true;
    made.fault = std::current_exception();
  }
  is_all_taken_ = made.is_end;
  return next_to_take_++;
}

void MessagePipe::make(Made& made) {
  if (made.is_end) return;
  try {
    maker_.make(made.batch);
  } catch (...) {
    made.is_end = true;
    made.fault = std::current_exception();
  }
}

void MessagePipe::hand_in(std::uint64_t place, Made made) {
  std::unique_lock lock(mutex_);
  made_.emplace(place, std::move(made));
  if (is_finishing_) return;
  is_finishing_ = true;
  while (!made_.empty() && made_.begin()->first == next_to_finish_) {
    auto next = made_.extract(made_.begin());
    ++next_to_finish_;
    finish(std::move(next.mapped()), lock);
    changed_.notify_all();
  }
  is_finishing_ = false;
}

// What is told of a batch may take long: others go on meanwhile.
void MessagePipe::finish(Made made, std::unique_lock<std::mutex>& lock) {
  if (is_at_end_) return;
  if (!made.is_end) {
    lock.unlock();
    try {
      maker_.finish(made.batch);
    } catch (...) {
      made.is_end = true;
      made.fault = std::current_exception();
    }
    lock.lock();
  }
  if (made.is_end) {
    is_at_end_ = true;
    fault_ = made.fault;
    return;
  }
  ready_bytes_ += bytes_of(made.batch.messages.all());
  ready_.push_back(std::move(made.batch));
}

bool MessagePipe::next_batch(MessageBatch& batch) {
  batch.messages.clear();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !ready_.empty() || is_at_end_; });
  if (ready_.empty()) {
    if (fault_) std::rethrow_exception(fault_);
    return false;
  }
  spare_.push_back(std::exchange(batch, std::move(ready_.front())));
  ready_.pop_front();
  ready_bytes_ -= bytes_of(batch.messages.all());
  --batches_;
  changed_.notify_all();
  return true;
}

}  // namespace chefs::producer
