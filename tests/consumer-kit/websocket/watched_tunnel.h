// A tunnel under test: a client's side to connect to it, and a log of its
// events.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "consumer-kit/websocket/tunnel.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::tests {

using consumer::Tunnel;
using consumer::TunnelEvent;
using consumer::TunnelEventKind;

inline const std::string kGreeting = "INFO {\"server_id\":\"fake\"}\r\n";

class WatchedTunnel {
 public:
  explicit WatchedTunnel(
      std::vector<std::string> servers,
      std::chrono::milliseconds timeout = std::chrono::seconds(5),
      std::chrono::milliseconds idle_timeout = std::chrono::seconds(30))
      : tunnel_({.servers = std::move(servers),
                 .timeout = timeout,
                 .idle_timeout = idle_timeout,
                 .on_event = [this](const TunnelEvent& e) { log_.add(e); }}) {}

  Socket connect() const {
    const auto& url = tunnel_.url();
    return Socket::connect(std::stoi(url.substr(url.rfind(':') + 1)));
  }
  // Empty if there is no such event.
  std::string wait_for(TunnelEventKind kind) {
    const auto event =
        log_.wait_for([kind](const TunnelEvent& e) { return e.kind == kind; });
    return event ? event->text : "";
  }
  std::string last_error() const { return tunnel_.last_error(); }

 private:
  EventLog<TunnelEvent> log_;
  Tunnel tunnel_;
};

}  // namespace chefs::tests
