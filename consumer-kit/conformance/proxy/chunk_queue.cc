#include "consumer-kit/conformance/proxy/chunk_queue.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace chefs::conformance {
namespace {

namespace asio = boost::asio;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
// More than a line holds at any delay that a test would ask for.
constexpr std::size_t kMostWaitingBytes = 4 * 1024 * 1024;
constexpr std::size_t kMostSpare = 4;

}  // namespace

ChunkQueue::ChunkQueue(const asio::any_io_executor& executor,
                       std::unique_ptr<contract::RandomSource> jitter)
    : jitter_(std::move(jitter)), filled_(executor), drained_(executor) {}

asio::awaitable<bool> ChunkQueue::room() {
  while (!has_ended_ && waiting_bytes_ >= kMostWaitingBytes) {
    drained_.expires_at(Clock::time_point::max());
    co_await drained_.async_wait(kAwait);
  }
  co_return !has_ended_;
}

void ChunkQueue::push(std::string_view bytes) {
  const auto now = Clock::now();
  auto due = now + delay_.span;
  if (delay_.jitter.count() > 0) {
    const auto most = std::chrono::microseconds(delay_.jitter).count();
    due += std::chrono::microseconds(
        jitter_->below(static_cast<std::uint64_t>(most) + 1));
  }
  // TCP does not reorder.
  last_due_ = std::max(due, last_due_);
  Chunk chunk{.bytes = {}, .arrived = now, .due = last_due_};
  if (!spare_.empty()) {
    chunk.bytes = std::move(spare_.back());
    spare_.pop_back();
  }
  chunk.bytes.assign(bytes);
  waiting_bytes_ += bytes.size();
  chunks_.push_back(std::move(chunk));
  filled_.cancel();
}

void ChunkQueue::end() {
  has_ended_ = true;
  filled_.cancel();
  drained_.cancel();
}

ChunkQueue::Clock::time_point ChunkQueue::next_due() const {
  const Chunk& front = chunks_.front();
  if (has_ended_ || waiting_bytes_ >= coalescing_.bytes) return front.due;
  return std::max(front.due, front.arrived + coalescing_.at_most);
}

asio::awaitable<bool> ChunkQueue::next(std::string& into) {
  while (true) {
    if (chunks_.empty() && has_ended_) co_return false;
    const auto due = chunks_.empty() ? Clock::time_point::max() : next_due();
    const auto now = Clock::now();
    if (due <= now) {
      while (!chunks_.empty() && chunks_.front().due <= now) take_front(into);
      drained_.cancel();
      co_return true;
    }
    filled_.expires_at(due);
    co_await filled_.async_wait(kAwait);
  }
}

void ChunkQueue::take_front(std::string& into) {
  std::string& bytes = chunks_.front().bytes;
  waiting_bytes_ -= bytes.size();
  if (into.empty()) {
    into.swap(bytes);
  } else {
    into += bytes;
  }
  if (spare_.size() < kMostSpare) {
    bytes.clear();
    spare_.push_back(std::move(bytes));
  }
  chunks_.pop_front();
}

}  // namespace chefs::conformance
