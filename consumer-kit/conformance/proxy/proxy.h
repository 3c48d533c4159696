// Stands between a NATS client and a server, passes on what both say, notes it,
// and breaks it as a FaultPlan has it. Speaks WebSocket (ws and wss) and plain
// NATS. Not a NATS server, and not a load balancer.
//
//   Proxy proxy({.upstreams = {{.port = 8080}}}, plan, watcher);
//   proxy.urls().front();  // ws://127.0.0.1:PORT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "consumer-kit/conformance/proxy/fault.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

enum class ProxyProtocol { kWebsocket, kNats };

// On loopback.
struct ProxyUpstream {
  std::uint16_t port = 0;
};

struct ProxyOptions {
  ProxyProtocol protocol = ProxyProtocol::kWebsocket;
  // A listener for each; more than one for a cluster.
  std::vector<ProxyUpstream> upstreams;
  // Terminates TLS towards the program with this; empty: plain.
  std::filesystem::path certificate_chain = {};
  std::filesystem::path private_key = {};
  // 0: any free ones, else the first listener's.
  std::uint16_t port = 0;
};

struct ProxyWatcher {
  // All are called on the proxy's thread, in order, and must not block.
  // `at` is set by the receiver.
  std::function<void(TimelineEvent)> on_event = {};
  // Faults of the server, and of the program: they are the owner's to do. The
  // proxy goes on meanwhile.
  std::function<void(producer::ServerAction, std::size_t upstream)>
      on_server_fault = {};
  std::function<void()> on_program_kill = {};
};

class Proxy {
 public:
  // Listens, and serves on a thread of its own. Throws EnvironmentError.
  Proxy(ProxyOptions options, FaultPlan plan, ProxyWatcher watcher);
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  // Of each listener, "ws://127.0.0.1:PORT", "wss://…", "nats://…".
  std::vector<std::string> urls() const;
  std::vector<std::uint16_t> ports() const;

  // The server behind a listener has another port from now on, or is back.
  void set_upstream(std::size_t index, ProxyUpstream upstream);

  // The faults that were applied, in order, as timeline texts have them.
  std::vector<std::string> applied() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chefs::conformance
