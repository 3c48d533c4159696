#include "consumer-kit/websocket/websocket_connection.h"

#include <utility>

#include "base/environment_error.h"

namespace chefs::consumer {
namespace {

using base::AuthorizationError;
using base::ConnectionEvent;
using base::ConnectionEventKind;
using base::EnvironmentError;
using base::NatsConnection;
using base::NatsConnectionOptions;

std::string join(const std::vector<std::string>& servers) {
  std::string text;
  for (const auto& server : servers) {
    text += (text.empty() ? "" : ", ") + server;
  }
  return text;
}

TunnelOptions tunnel_options(const WebSocketConnectionOptions& options) {
  return {.servers = options.servers,
          .ca_file = options.ca_file,
          .timeout = options.timeout,
          .idle_timeout = options.idle_timeout,
          .on_event = {}};
}

// A connection takes up to three steps per server before NATS has its say.
std::chrono::milliseconds patience(const WebSocketConnectionOptions& options) {
  const auto servers = static_cast<std::int64_t>(options.servers.size());
  return options.timeout * (3 * servers + 1);
}

NatsConnectionOptions nats_options(const WebSocketConnectionOptions& options,
                                   const Tunnel& tunnel) {
  const auto on_event = options.on_event;
  return {.url = tunnel.url(),
          .name = options.name,
          .nkey = options.nkey,
          .ca_file = {},
          .timeout = patience(options),
          .max_reconnect = options.max_reconnect,
          .reconnect_wait = options.reconnect_wait,
          .max_reconnect_wait = options.max_reconnect_wait,
          .on_event = [on_event, &tunnel](const ConnectionEvent& event) {
            if (!on_event) return;
            const bool is_end =
                event.kind == ConnectionEventKind::kDisconnected ||
                event.kind == ConnectionEventKind::kClosed;
            std::string why = is_end ? tunnel.last_error() : std::string();
            on_event({event.kind, why.empty() ? event.text : std::move(why)});
          }};
}

// cnats speaks of the loopback port, which means nothing to the reader.
std::string explain_failure(std::string text, const Tunnel& tunnel,
                            const std::string& servers) {
  const std::string of_websocket = tunnel.last_error();
  if (!tunnel.has_opened() && !of_websocket.empty()) return of_websocket;
  if (const auto at = text.find(tunnel.url()); at != std::string::npos) {
    text.replace(at, tunnel.url().size(), servers);
  }
  if (!of_websocket.empty()) text += " (" + of_websocket + ")";
  return text;
}

}  // namespace

WebSocketConnection::WebSocketConnection(WebSocketConnectionOptions options)
    : tunnel_(std::make_unique<Tunnel>(tunnel_options(options))) {
  try {
    nats_ = std::make_unique<NatsConnection>(nats_options(options, *tunnel_));
  } catch (const AuthorizationError& e) {
    throw AuthorizationError(
        explain_failure(e.what(), *tunnel_, join(options.servers)));
  } catch (const EnvironmentError& e) {
    throw EnvironmentError(
        explain_failure(e.what(), *tunnel_, join(options.servers)));
  }
}

WebSocketConnection::~WebSocketConnection() = default;
WebSocketConnection::WebSocketConnection(WebSocketConnection&&) noexcept =
    default;

WebSocketConnection& WebSocketConnection::operator=(
    WebSocketConnection&& other) noexcept {
  nats_ = std::move(other.nats_);
  tunnel_ = std::move(other.tunnel_);
  return *this;
}

std::string WebSocketConnection::last_error() const {
  std::string text = tunnel_->last_error();
  return text.empty() ? nats_->last_error() : text;
}

}  // namespace chefs::consumer
