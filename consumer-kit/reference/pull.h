// Asks a durable for messages, and sorts what comes back into messages and the
// ends of requests. While messages flow, the next are asked for before the last
// have come, so that nobody waits for a round trip. Long requests with
// heartbeats: an idle consumer costs two a minute, and a server that falls
// silent is noticed.
// Not the work on messages: consumer.h.
// Source: NATS documentation, "JetStream wire API", pull consumers.
// Why: docs/decisions/0132.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "consumer-kit/reference/delivery.h"
#include "consumer-kit/reference/inbox.h"
#include "consumer-kit/reference/message_queue.h"
#include "consumer-kit/reference/prompt_flush.h"

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

  // No more than `batch` messages are awaited or in hand at a time. The
  // connection and the queue must outlive this. Throws NatsError.
  Pull(const base::NatsConnection& connection, MessageQueue& queue,
       std::string next_subject, int batch, PullTimes times);

  // Asks for as many as are missing, once they are a quarter of a batch, when
  // `in_hand` are here already; for no more than `most` besides.
  void ask(std::uint64_t in_hand, std::uint64_t most);
  // Waits for messages and adds all that have come to `to`. None at the
  // deadline, on a stop or a wake-up, when a request has ended, or on a
  // server's sign of life: ask and call it again.
  // Throws EnvironmentError when the durable is gone or refuses to be pulled.
  void wait(TimePoint deadline, const std::stop_token& stop,
            std::vector<Delivery>& to);
  // Those that are there already.
  void take(std::vector<Delivery>& to);

  // What was asked for will not come: the connection was lost.
  void forget_requests();
  // Stops listening; what has come by then can still be taken.
  void drain() { inbox_.drain(); }

 private:
  void request(int count, TimePoint now);
  TimePoint give_up_at() const;
  void sort(std::vector<Delivery>& to);
  void handle_status(natsMsg* message, int status);
  void end_request(std::uint64_t number, int status, std::optional<int> left);

  natsConnection* connection_;
  std::string next_subject_;
  int batch_;
  PullTimes times_;
  MessageQueue& queue_;
  Inbox inbox_;
  PromptFlush flush_;
  // What came and is not sorted yet.
  std::vector<base::MessageHandle> arrived_;
  // Of the newest request, and of the oldest that was not forgotten. They tell
  // the ends of requests apart.
  std::uint64_t newest_ = 0;
  std::uint64_t oldest_ = 1;
  // Messages of all requests that have not come yet; 0: all have ended. The
  // server serves its requests in turns, so that it cannot be told whose
  // message came.
  int awaited_ = 0;
  int newest_count_ = 0;
  // Something has come since the last request.
  bool is_flowing_ = false;
  TimePoint last_sign_{};
  TimePoint ask_again_at_{};
};

}  // namespace chefs::consumer
