// Asks a durable for messages, one request at a time, and sorts what comes back
// into messages and the ends of requests. Long requests with heartbeats: an
// idle consumer costs two requests a minute, and a server that falls silent is
// noticed.
// Not the work on messages: consumer.h.
// Source: NATS documentation, "JetStream wire API", pull consumers.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "consumer-kit/reference/delivery.h"
#include "consumer-kit/reference/inbox.h"
#include "consumer-kit/reference/message_queue.h"

namespace chefs::consumer {

struct PullTimes {
  // How long a request waits at the server.
  std::chrono::milliseconds expires{30'000};
  // The server's sign of life while a request waits; at most half of expires.
  std::chrono::milliseconds heartbeat{10'000};
  // After an answer that says "not now".
  std::chrono::milliseconds back_off{500};
};

class Pull {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // The connection and the queue must outlive this. Throws NatsError.
  Pull(natsConnection* connection, MessageQueue& queue,
       std::string next_subject, PullTimes times);

  // Waits for one message, having asked for up to `batch` of them if nothing is
  // asked for yet. Nothing at the deadline, on a stop or a wake-up, when the
  // request has ended, or on a server's sign of life: call it again.
  // Throws EnvironmentError when the durable is gone or refuses to be pulled.
  std::optional<Delivery> next(int batch, TimePoint deadline,
                               const std::stop_token& stop);
  // The same without asking, while there is no connection to ask over.
  std::optional<Delivery> next_unasked(TimePoint deadline,
                                       const std::stop_token& stop);
  // Another one, if it is there already.
  std::optional<Delivery> next_at_hand();

  // True while the server has a request that it can answer.
  bool is_waiting() const { return awaited_ > 0; }
  // What was asked for will not come: the connection was lost.
  void forget_request() { awaited_ = 0; }
  // Stops listening; what has come by then is still at hand.
  void drain() { inbox_.drain(); }

 private:
  void ask(int batch, TimePoint now);
  std::optional<Delivery> sort(transport::MessageHandle message);
  void handle_status(natsMsg* message);

  natsConnection* connection_;
  std::string next_subject_;
  PullTimes times_;
  MessageQueue& queue_;
  Inbox inbox_;
  // Distinguishes the answers to this request from those to an earlier one.
  std::uint64_t request_number_ = 0;
  // Messages of the request that have not come yet; 0: it has ended.
  int awaited_ = 0;
  TimePoint last_sign_{};
  TimePoint ask_again_at_{};
};

}  // namespace chefs::consumer
