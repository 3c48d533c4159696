// Spreads work evenly over time. Not a timer: it only says when the next turn
// is due; the caller waits.
#pragma once

#include <chrono>

namespace chefs::producer {

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

}  // namespace chefs::producer
