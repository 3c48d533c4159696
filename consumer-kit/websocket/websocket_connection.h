// A NATS connection over WebSocket: a tunnel and the connection through it.
// Not a consumer; that is consumer-kit/reference/consumer.h.
//
//   WebSocketConnection nats({.servers = {"ws://127.0.0.1:8888"},
//                             .nkey = user});
//   JetStreamHandle js = nats.jetstream();
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/nats_connection.h"
#include "consumer-kit/websocket/tunnel.h"
#include "contract/nkey.h"

namespace chefs::consumer {

struct WebSocketConnectionOptions {
  std::vector<std::string> servers = {};
  std::string name = "chefs-mock";
  std::optional<contract::UserNkey> nkey = {};
  // Trusted for wss; empty: the system's.
  std::filesystem::path ca_file = {};
  // For each of: connecting, TLS, the upgrade; as long again for NATS' own.
  std::chrono::milliseconds timeout{2'000};
  std::chrono::milliseconds idle_timeout{30'000};
  // -1: try for ever.
  int max_reconnect = -1;
  // Doubled from attempt to attempt, up to the longest.
  std::chrono::milliseconds reconnect_wait{250};
  std::chrono::milliseconds max_reconnect_wait{5'000};
  // Called on threads of cnats; must not block. A disconnect says why the
  // WebSocket ended.
  std::function<void(const base::ConnectionEvent&)> on_event = {};
};

// Thread-safe. Throws EnvironmentError if it cannot connect, with the reason
// in terms of the WebSocket server, not of the loopback port.
class WebSocketConnection {
 public:
  explicit WebSocketConnection(WebSocketConnectionOptions options);
  ~WebSocketConnection();
  WebSocketConnection(WebSocketConnection&&) noexcept;
  WebSocketConnection& operator=(WebSocketConnection&&) noexcept;

  const base::NatsConnection& connection() const { return *nats_; }
  natsConnection* get() const { return nats_->get(); }
  base::JetStreamHandle jetstream(jsOptions* options = nullptr) const {
    return nats_->jetstream(options);
  }
  // Of the WebSocket if it is down, else the server's last words.
  std::string last_error() const;

 private:
  // The connection ends before the tunnel, so that the server is told goodbye.
  std::unique_ptr<Tunnel> tunnel_;
  std::unique_ptr<base::NatsConnection> nats_;
};

}  // namespace chefs::consumer
