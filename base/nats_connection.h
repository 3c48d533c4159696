// A connection to a nats-server over TCP, by NKey, that tells what befalls it.
// Not WebSocket: that is consumer-kit/websocket/tunnel.h, which gives this
// class a loopback URL to connect to.
//
//   NatsConnection nats({.url = "nats://127.0.0.1:4222", .nkey = user});
//   JetStreamHandle js = nats.jetstream();
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/connection_loop.h"
#include "base/nats_handles.h"
#include "base/nats_subscription.h"
#include "contract/nkey.h"

namespace chefs::base {

enum class ConnectionEventKind {
  kDisconnected,
  kReconnected,
  kClosed,
  kAsyncError,  // a permissions violation, a slow consumer …
};

struct ConnectionEvent {
  ConnectionEventKind kind;
  // The server's or cnats' own words; empty if there are none.
  std::string text;
};

struct NatsConnectionOptions {
  std::string url = {};
  std::string name = "chefs-mock";
  std::optional<contract::UserNkey> nkey = {};
  // Trusted for tls:// URLs; empty: the system's.
  std::filesystem::path ca_file = {};
  std::chrono::milliseconds timeout{2'000};
  // -1: try for ever.
  int max_reconnect = -1;
  // Before the first attempt to reconnect; doubled before each further one, up
  // to the longest.
  std::chrono::milliseconds reconnect_wait{250};
  std::chrono::milliseconds max_reconnect_wait{5'000};
  // A server that answers two of these pings in a row with silence is gone.
  std::chrono::milliseconds ping_interval{20'000};
  // Reads and writes in place of threads of cnats; none: cnats starts them.
  // Must outlive the connection.
  ConnectionLoop* loop = nullptr;
  // Called on threads of cnats; must not block.
  std::function<void(const ConnectionEvent&)> on_event = {};
};

// Thread-safe as cnats is. Throws EnvironmentError if it cannot connect, with
// the server's reason (refused, not a NATS server), AuthorizationError if that
// is the NKey. Owns its subscriptions: when it ends, it first stops reading.
class NatsConnection {
 public:
  explicit NatsConnection(NatsConnectionOptions options);
  ~NatsConnection();
  NatsConnection(NatsConnection&&) noexcept;
  NatsConnection& operator=(NatsConnection&&) noexcept;

  natsConnection* get() const;
  JetStreamHandle jetstream(jsOptions* options = nullptr) const;
  // Without `on_message`, messages wait for natsSubscription_NextMsg. Throws
  // NatsError.
  NatsSubscription subscribe(
      const std::string& subject,
      NatsSubscription::OnMessage on_message = nullptr) const;
  // Takes over one of this connection that another call of cnats has made.
  NatsSubscription own(natsSubscription* made) const;
  // The last error the server sent, e.g. a permissions violation.
  std::string last_error() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chefs::base
