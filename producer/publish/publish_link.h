// The publisher's connection: sends messages and takes in JetStream's answers,
// all of it on the thread that calls. Not the publisher, which knows the order,
// the deadlines, and what to do about a lost connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/connection_loop.h"
#include "base/nats_connection.h"
#include "base/nats_handles.h"
#include "contract/nkey.h"
#include "producer/event/message.h"
#include "producer/publish/publish_result.h"

namespace chefs::producer {

struct PublishLinkOptions {
  std::string url = {};
  std::optional<contract::UserNkey> nkey = {};
  // Trusted for tls:// URLs; empty: the system's.
  std::filesystem::path ca_file = {};
};

// One thread at a time calls it, but for wake(). Nothing is sent or read, and
// no ping of the server is answered, while nobody does.
class PublishLink {
 public:
  using Time = base::ConnectionLoop::Time;
  // The ticket is the message's.
  using OnAnswer =
      std::function<void(std::uint64_t ticket, const PublishAck& ack)>;

  // Throws EnvironmentError if it cannot connect.
  explicit PublishLink(const PublishLinkOptions& options);
  ~PublishLink();
  PublishLink(const PublishLink&) = delete;
  PublishLink& operator=(const PublishLink&) = delete;

  // The server's max_payload.
  std::int64_t max_payload_bytes() const;

  // Adds the message to what is to be sent. NATS_INSUFFICIENT_BUFFER: the
  // connection is lost, and as much is held back for the next as may be.
  natsStatus gather(std::uint64_t ticket, const OutgoingMessage& message);
  std::size_t gathered_bytes() const { return gathered_bytes_; }
  // Sends of that what the socket takes at once.
  void send();
  bool has_unsent() const { return loop_.has_unsent(); }

  // Sends what waits and reads what came; blocks until it did, or until the
  // time, an event or wake().
  void wait(Time until) { loop_.wait(until); }
  // Ends a wait, of now or the next. From any thread.
  void wake() { loop_.wake(); }

  // What has been read. Gives how many answers said that no stream takes the
  // subject: cnats keeps to itself which messages they are to.
  std::size_t take_answers(const OnAnswer& on_answer);
  // What has befallen the connection.
  std::vector<base::ConnectionEvent> take_events();

 private:
  base::NatsConnectionOptions connection_options(
      const PublishLinkOptions& options);
  void hear(const base::ConnectionEvent& event);

  // With the dot that a ticket stands behind.
  std::string inbox_;
  // Kept for its room.
  std::string reply_subject_;
  std::size_t gathered_bytes_ = 0;

  std::mutex heard_mutex_;
  std::vector<base::ConnectionEvent> heard_;

  base::ConnectionLoop loop_;
  // Ends after the connection: ended before, it would leave something to send.
  std::optional<base::NatsSubscription> answers_;
  // Last: calls back into what stands above.
  std::optional<base::NatsConnection> connection_;
};

}  // namespace chefs::producer
