// The work on events in hand: read and decrypt them, download what was
// withheld, give each to the sink, acknowledge it. Not the pulling: consumer.h.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <stop_token>

#include "consumer-kit/reference/acknowledger.h"
#include "consumer-kit/reference/classify.h"
#include "consumer-kit/reference/delivery.h"
#include "consumer-kit/reference/recovery.h"

namespace chefs::consumer {

enum class SinkAnswer {
  kDone,   // acknowledge it
  kAgain,  // have it delivered again, in a second
};
// What it throws ends the work, with the event not acknowledged.
using Sink = std::function<SinkAnswer(const Delivery&, const EventResult&)>;

class Worker {
 public:
  // The acknowledger must outlive this. `ack_wait` is how long an event may be
  // in hand before the server delivers it again; it is told in time that the
  // work goes on.
  Worker(Rules rules, std::optional<RecoveryOptions> recovery,
         Acknowledger& acks, std::chrono::milliseconds ack_wait);

  // Takes finished events out of those in hand, and gives how many went to the
  // sink. On a stop the event that is worked on is finished, and the rest is
  // left; a sink that throws leaves its event, too.
  std::size_t work_on(std::deque<Delivery>& in_hand, const Sink& sink,
                      const std::stop_token& stop);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;

  bool is_finished(EventResult& result, const std::stop_token& stop) const;
  void keep(const std::deque<Delivery>& in_hand);

  Rules rules_;
  std::optional<Recovery> recovery_;
  Acknowledger& acks_;
  std::chrono::milliseconds ack_wait_;
  TimePoint kept_at_{};
};

}  // namespace chefs::consumer
