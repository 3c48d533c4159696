// Plays a plan: makes its messages and publishes them, at a pace if one is
// asked for, until the plan ends, a stop is requested or the server is gone.
// Returns once every message that was sent is answered.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>

#include "producer/event/message_maker.h"
#include "producer/publish/publisher.h"

namespace chefs::producer {

// Spreads work evenly over time. Not a timer: it only says when the next turn
// is due; the caller waits.
class Pacer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // The first turn is due at `start`.
  Pacer(double turns_per_second, Time start);

  // When the next turn is due. A caller that is late may catch up by ten
  // milliseconds of turns at most; what it missed beyond that is lost, not sent
  // in a burst.
  Time next(Time now);

 private:
  std::chrono::nanoseconds interval_;
  Time due_;
};

enum class PlayEnd { kFinished, kStopped, kServerGone };

struct PlayOptions {
  // As fast as can be if it is not set. A turn is one thing that happens, with
  // its up to two messages.
  std::optional<double> turns_per_second = {};
  // Threads that make messages beside the caller's, which sends them.
  std::size_t jobs = 1;
};

// The maker runs on other threads meanwhile. Throws what the maker throws.
PlayEnd play(MessageMaker& maker, Publisher& publisher,
             const PlayOptions& options, const std::stop_token& stop);

}  // namespace chefs::producer
