// The work on events in hand: read and decrypt them, download what was
// withheld, give each to the sink, acknowledge it. Not the pulling: consumer.h.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

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

  // Gives how many events went to the sink. On a stop the event in hand is
  // finished; it and a sink that throws leave the rest to be delivered again.
  std::size_t work_on(const std::vector<Delivery>& deliveries, const Sink& sink,
                      const std::stop_token& stop);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;

  bool is_finished(EventResult& result, const std::stop_token& stop) const;
  void keep(std::span<const Delivery> in_hand);
  void give_back(std::span<const Delivery> in_hand);

  Rules rules_;
  std::optional<Recovery> recovery_;
  Acknowledger& acks_;
  std::chrono::milliseconds ack_wait_;
  TimePoint kept_at_{};
};

}  // namespace chefs::consumer
