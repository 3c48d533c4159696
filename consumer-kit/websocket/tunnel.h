// A WebSocket for NATS clients that have none, such as cnats: the client
// connects to a loopback port of this process, the tunnel's other end is a
// WebSocket (ws or wss) to the server. NATS knows of no difference.
// Not a proxy for others: it serves one connection at a time, its owner's.
//
//   Tunnel tunnel({.servers = {"wss://chefs.example"}});
//   base::NatsConnection nats({.url = tunnel.url(), .nkey = user});
//
// With several servers each new connection goes to the next one that answers.
// For wss the tunnel does the TLS and takes it out of the server's greeting.
// Why: docs/decisions/0030.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace chefs::consumer {

enum class TunnelEventKind {
  kOpened,   // the WebSocket is open; text: the server's address
  kFailed,   // no server could be reached; text: why
  kEnded,    // the server's side ended; text: why, with the close code
  kRefused,  // somebody else connected to the loopback port
};

struct TunnelEvent {
  TunnelEventKind kind;
  std::string text;
};

struct TunnelOptions {
  // ws://host:port/path or wss://…
  std::vector<std::string> servers = {};
  // Trusted for wss; empty: the system's.
  std::filesystem::path ca_file = {};
  // For each of: connecting, TLS, the upgrade, closing.
  std::chrono::milliseconds timeout{2'000};
  // Silence after which a server is held to be gone. It is pinged at half.
  std::chrono::milliseconds idle_timeout{30'000};
  // Called on the tunnel's thread; must not block. Never told payloads.
  std::function<void(const TunnelEvent&)> on_event = {};
};

// Owns one thread. Thread-safe. A second connection is refused while the first
// is alive; one that its client has closed makes way for the next at once, so
// that a NATS client reconnects as it likes.
class Tunnel {
 public:
  // Throws EnvironmentError on an address or CA file that cannot be used; does
  // not connect yet.
  explicit Tunnel(TunnelOptions options);
  ~Tunnel();
  Tunnel(const Tunnel&) = delete;
  Tunnel& operator=(const Tunnel&) = delete;

  // nats://127.0.0.1:<port>
  const std::string& url() const;
  // Why the last connection failed or ended; empty while all is well.
  std::string last_error() const;
  // True once a WebSocket has been open.
  bool has_opened() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chefs::consumer
