// The stream CHEFS on a real server, seen and filled with the admin's account
// over TCP: independent of the consumer under test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/nats_connection.h"
#include "base/nats_handles.h"
#include "contract/json.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/sample_events.h"

namespace chefs::tests {

class RealStream {
 public:
  explicit RealStream(const RealServer& server, std::int64_t max_msgs = 1'000);

  // Gives the sequence.
  std::uint64_t publish(std::string_view subject, std::string_view bytes);
  // The same event so many times; what is inside is public.
  void publish_events(int count, std::string_view subject = kPublicSubject);
  // Sees the requests for messages that are made from now on.
  base::NatsSubscription watch_requests() const;
  // What JetStream says about a consumer; null if there is none.
  contract::Json consumer_info(const std::string& durable) const;
  // The last sequence up to which everything was acknowledged.
  std::uint64_t ack_floor(const std::string& durable) const;
  void delete_consumer(const std::string& durable) const;
  natsConnection* connection() const { return connection_.get(); }

 private:
  contract::Json ask(const std::string& subject) const;

  base::NatsConnection connection_;
  base::JetStreamHandle jetstream_;
};

}  // namespace chefs::tests
