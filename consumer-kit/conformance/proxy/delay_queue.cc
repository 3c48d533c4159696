#include "consumer-kit/conformance/proxy/delay_queue.h"

#include <algorithm>
#include <utility>

#include "base/await.h"

namespace chefs::conformance {
namespace {

namespace asio = boost::asio;
using base::kAwait;

// What is read ahead stays in the processor's cache.
constexpr std::size_t kMostAheadBytes = 256 * 1024;
// More than a line holds at any delay that a test would ask for.
constexpr std::size_t kMostDelayedBytes = 4 * 1024 * 1024;
// What is wanted in one piece.
constexpr std::size_t kMostCollectedBytes = 16 * 1024 * 1024;

}  // namespace

DelayQueue::DelayQueue(const asio::any_io_executor& executor,
                       std::unique_ptr<contract::RandomSource> jitter)
    : jitter_(std::move(jitter)), filled_(executor), drained_(executor) {
  bytes_.reserve(kMostAheadBytes);
}

asio::awaitable<bool> DelayQueue::room() {
  while (!has_ended_ && bytes_.size() >= most_waiting_bytes()) {
    drained_.expires_at(Clock::time_point::max());
    co_await drained_.async_wait(kAwait);
  }
  co_return !has_ended_;
}

void DelayQueue::push(std::string_view bytes) {
  const auto now = Clock::now();
  auto due = now + delay_.span;
  if (delay_.jitter.count() > 0) {
    const auto most = std::chrono::microseconds(delay_.jitter).count();
    due += std::chrono::microseconds(
        jitter_->below(static_cast<std::uint64_t>(most) + 1));
  }
  // TCP does not reorder.
  last_due_ = std::max(due, last_due_);
  chunks_.push_back(
      {.size_bytes = bytes.size(), .arrived = now, .due = last_due_});
  bytes_ += bytes;
  filled_.cancel();
}

void DelayQueue::end() {
  has_ended_ = true;
  filled_.cancel();
  drained_.cancel();
}

DelayQueue::Clock::time_point DelayQueue::next_due() const {
  const Chunk& front = chunks_.front();
  if (has_ended_ || bytes_.size() >= coalescing_.bytes) return front.due;
  return std::max(front.due, front.arrived + coalescing_.at_most);
}

asio::awaitable<bool> DelayQueue::next(std::string& into) {
  while (true) {
    if (chunks_.empty() && has_ended_) co_return false;
    const auto due = chunks_.empty() ? Clock::time_point::max() : next_due();
    const auto now = Clock::now();
    if (due <= now) {
      take_due(now, into);
      drained_.cancel();
      co_return true;
    }
    filled_.expires_at(due);
    co_await filled_.async_wait(kAwait);
  }
}

void DelayQueue::take_due(Clock::time_point now, std::string& into) {
  std::size_t taken_bytes = 0;
  while (!chunks_.empty() && chunks_.front().due <= now) {
    taken_bytes += chunks_.front().size_bytes;
    chunks_.pop_front();
  }
  if (into.empty() && taken_bytes == bytes_.size()) return into.swap(bytes_);
  into.append(bytes_, 0, taken_bytes);
  bytes_.erase(0, taken_bytes);
}

std::size_t DelayQueue::most_waiting_bytes() const {
  if (delay_.span.count() > 0) return kMostDelayedBytes;
  return std::clamp<std::size_t>(coalescing_.bytes, kMostAheadBytes,
                                 kMostCollectedBytes);
}

}  // namespace chefs::conformance
