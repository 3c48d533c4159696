// Publishes one message over a connection of its own that speaks just enough
// of the NATS protocol to send more than the server's max_payload. cnats, like
// every client library, refuses to; a producer that does not check makes the
// server say "maximum payload violation" and drop the connection, which is what
// this is for. CHEFS has a connection for each publish, so that what the server
// drops carries nothing else. Not for ordinary messages: publisher.h.
// Source: NATS documentation, "Client Protocol" (INFO, CONNECT, PUB, -ERR).
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "contract/nkey.h"
#include "producer/event/message.h"
#include "producer/publish/publish_result.h"

namespace chefs::producer {

struct RawPublishOptions {
  // nats://host:port; TLS is not spoken here.
  std::string url = {};
  std::optional<contract::UserNkey> nkey = {};
  std::chrono::milliseconds timeout{10'000};
};

struct RawPublishAnswer {
  enum class Kind { kDropped, kAcknowledged, kFailed };

  Kind kind = Kind::kFailed;
  // The server's words when it dropped the connection, or why it failed.
  std::string text = {};
  // If the server took the message after all.
  PublishAck ack = {};
};

RawPublishAnswer raw_publish(const OutgoingMessage& message,
                             const RawPublishOptions& options);

}  // namespace chefs::producer
