// A subscription to subjects of this connection alone, to which the server
// answers. What comes goes to a queue.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/nats_connection.h"
#include "consumer-kit/reference/message_queue.h"

namespace chefs::consumer {

// The connection and the queue must outlive it.
class Inbox {
 public:
  // Throws NatsError.
  Inbox(const base::NatsConnection& connection, MessageQueue& queue);
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  // One of the subjects that it listens to.
  std::string subject(std::uint64_t number) const {
    return prefix_ + "." + std::to_string(number);
  }
  // Its number; nothing if it is none of them.
  std::optional<std::uint64_t> number_of(std::string_view subject) const;
  // Stops listening; what the server had sent by then still reaches the queue.
  void drain();

 private:
  std::string prefix_;
  MessageQueue& queue_;
  base::NatsSubscription subscription_;
};

}  // namespace chefs::consumer
