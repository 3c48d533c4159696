// The consumer's connection to its servers: through a WebSocket for ws:// and
// wss:// addresses, over TCP for nats:// and tls:// ones.
// Keeps what befalls the connection for its owner to read on its own thread.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/nats_connection.h"
#include "contract/nkey.h"

namespace chefs::consumer {

struct ServerLinkOptions {
  // All of one kind; an address without a scheme is wss://.
  std::vector<std::string> servers = {};
  std::string name = "chefs-mock consume";
  std::optional<contract::UserNkey> nkey = {};
  // Trusted for wss:// and tls://; empty: the system's.
  std::filesystem::path ca_file = {};
  std::chrono::milliseconds timeout{2'000};
  // Called on other threads after each event; must not block.
  std::function<void()> on_event = {};
};

class ServerLink {
 public:
  // Throws AuthorizationError or another EnvironmentError.
  explicit ServerLink(ServerLinkOptions options);
  ~ServerLink();
  ServerLink(const ServerLink&) = delete;
  ServerLink& operator=(const ServerLink&) = delete;

  const base::NatsConnection& connection() const;
  natsConnection* get() const { return connection().get(); }
  // Why the connection is down, or the server's last words.
  std::string last_error() const;
  // The oldest event that was not taken yet.
  std::optional<base::ConnectionEvent> take_event();

 private:
  struct Connections;

  void add_event(const base::ConnectionEvent& event);
  void connect(const ServerLinkOptions& options);

  std::function<void()> on_event_;
  std::mutex mutex_;
  std::deque<base::ConnectionEvent> events_;
  std::unique_ptr<Connections> connections_;
};

// "ws://a, ws://b"
std::string listed(const std::vector<std::string>& servers);

}  // namespace chefs::consumer
