// Bytes that were read and wait to be passed on: at once, or as late and as
// much together as a slow line makes them. Keeps their order. Used on the
// proxy's thread only.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "contract/random_source.h"

namespace chefs::conformance {

struct LineDelay {
  std::chrono::milliseconds span{};
  // Up to so much more, anew for each chunk.
  std::chrono::milliseconds jitter{};
};

struct LineCoalescing {
  // Passed on once so many bytes are there, or the first has waited so long.
  std::uint64_t bytes = 0;
  std::chrono::milliseconds at_most{};
};

class DelayQueue {
 public:
  using Clock = std::chrono::steady_clock;

  DelayQueue(const boost::asio::any_io_executor& executor,
             std::unique_ptr<contract::RandomSource> jitter);

  void set_delay(LineDelay delay) { delay_ = delay; }
  void set_coalescing(LineCoalescing coalescing) { coalescing_ = coalescing; }

  // Waits until the queue takes more. False once it has ended.
  boost::asio::awaitable<bool> room();
  void push(std::string_view bytes);
  // Nothing more comes; what is there is still passed on, without delay.
  void end();

  // Waits for what is due and appends it. False at the end.
  boost::asio::awaitable<bool> next(std::string& into);

 private:
  struct Chunk {
    std::size_t size_bytes;
    Clock::time_point arrived;
    Clock::time_point due;
  };

  Clock::time_point next_due() const;
  void take_due(Clock::time_point now, std::string& into);
  std::size_t most_waiting_bytes() const;

  std::unique_ptr<contract::RandomSource> jitter_;
  LineDelay delay_;
  LineCoalescing coalescing_;
  std::deque<Chunk> chunks_;
  // Of all of them, one after the other.
  std::string bytes_;
  Clock::time_point last_due_{};
  bool has_ended_ = false;
  // Cancelled to wake who waits.
  boost::asio::steady_timer filled_;
  boost::asio::steady_timer drained_;
};

}  // namespace chefs::conformance
