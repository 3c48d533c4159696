#include "consumer-kit/reference/server_link.h"

#include <algorithm>
#include <utility>

#include "base/environment_error.h"
#include "base/url.h"
#include "consumer-kit/websocket/websocket_connection.h"

namespace chefs::consumer {
namespace {

using base::ConnectionEvent;
using base::EnvironmentError;
using base::NatsConnection;

bool is_tcp(const std::string& server) {
  return server.starts_with("nats://") || server.starts_with("tls://");
}

// An address with a password must not get into messages.
void require_no_password(const std::vector<std::string>& servers) {
  for (const auto& server : servers) {
    const auto read = base::parse_url(server);
    if (const auto* fault = std::get_if<base::UrlFault>(&read)) {
      throw EnvironmentError("cannot connect: " + fault->text);
    }
  }
}

}  // namespace

// One of the two.
struct ServerLink::Connections {
  std::optional<WebSocketConnection> websocket;
  std::optional<NatsConnection> tcp;
};

std::string listed(const std::vector<std::string>& servers) {
  std::string text;
  for (const auto& server : servers) {
    text += (text.empty() ? "" : ", ") + server;
  }
  return text;
}

ServerLink::ServerLink(ServerLinkOptions options)
    : on_event_(options.on_event),
      connections_(std::make_unique<Connections>()) {
  connect(options);
}

ServerLink::~ServerLink() = default;

void ServerLink::connect(const ServerLinkOptions& options) {
  const auto& servers = options.servers;
  if (servers.empty()) throw EnvironmentError("no server address is given");
  require_no_password(servers);
  const auto tcp_count = std::count_if(servers.begin(), servers.end(), is_tcp);
  const auto on_event = [this](const ConnectionEvent& e) { add_event(e); };
  if (tcp_count == 0) {
    connections_->websocket.emplace(
        WebSocketConnectionOptions{.servers = servers,
                                   .name = options.name,
                                   .nkey = options.nkey,
                                   .ca_file = options.ca_file,
                                   .timeout = options.timeout,
                                   .on_event = on_event});
    return;
  }
  if (static_cast<std::size_t>(tcp_count) < servers.size()) {
    throw EnvironmentError(
        "the server addresses mix WebSocket and NATS over TCP: " +
        listed(servers));
  }
  connections_->tcp.emplace(
      base::NatsConnectionOptions{.url = listed(servers),
                                  .name = options.name,
                                  .nkey = options.nkey,
                                  .ca_file = options.ca_file,
                                  .timeout = options.timeout,
                                  .on_event = on_event});
}

const NatsConnection& ServerLink::connection() const {
  return connections_->websocket ? connections_->websocket->connection()
                                 : *connections_->tcp;
}

std::string ServerLink::last_error() const {
  return connections_->websocket ? connections_->websocket->last_error()
                                 : connections_->tcp->last_error();
}

void ServerLink::add_event(const ConnectionEvent& event) {
  {
    std::lock_guard lock(mutex_);
    events_.push_back(event);
  }
  if (on_event_) on_event_();
}

std::optional<ConnectionEvent> ServerLink::take_event() {
  std::lock_guard lock(mutex_);
  if (events_.empty()) return std::nullopt;
  ConnectionEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

}  // namespace chefs::consumer
