// Publishes messages to JetStream, many at a time, in the order given, and
// tells what became of each. Sends each message once: CHEFS gives no id by
// which a server could tell a second copy from a second event, so what was not
// acknowledged when a connection broke is reported, not sent again.
// Not a batch: memory depends on the number in flight, not on the count.
//
//   Publisher publisher({.url = url, .nkey = producer,
//                        .on_result = [](const PublishResult& r) { … }});
//   publisher.publish(messages);
//   publisher.finish();
//
// Why: docs/decisions/0042 and 0132.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "contract/nkey.h"
#include "producer/event/message.h"
#include "producer/publish/publish_result.h"

namespace chefs::producer {

struct PublisherOptions {
  std::string url = {};
  std::optional<contract::UserNkey> nkey = {};
  // Trusted for tls:// URLs; empty: the system's.
  std::filesystem::path ca_file = {};
  std::size_t max_in_flight = 512;
  // How long a message may wait for its acknowledgement.
  std::chrono::milliseconds ack_timeout{10'000};
  // How long a lost connection may take to come back before the rest of the
  // run is given up.
  std::chrono::milliseconds reconnect_timeout{10'000};
  // Both are called on the thread that calls the publisher, results in the
  // order of publishing. They must not call it.
  std::function<void(const PublishResult&)> on_result = {};
  std::function<void(const std::string&)> on_notice = {};
};

// One thread uses it at a time.
class Publisher {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Throws EnvironmentError if it cannot connect.
  explicit Publisher(PublisherOptions options);
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // Sends them before it returns, but for what a lost connection holds back;
  // many at a time cost less each. Blocks while too many are in flight or the
  // connection is being restored. A message larger than the server's
  // max_payload is sent all the same, over a connection of its own, which the
  // server then drops (raw_publish.h).
  void publish(std::span<const OutgoingMessage> messages);
  void publish(const OutgoingMessage& message) { publish({&message, 1}); }
  // Blocks until every message is answered, or has waited long enough.
  void finish();
  // Takes in answers until the time has come or a stop is requested.
  void wait_until(Time time, const std::stop_token& stop);

  // True once the server has been unreachable for too long: messages are then
  // reported as not sent.
  bool is_gone() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chefs::producer
