#include "consumer-kit/websocket/server_address.h"

#include <utility>

namespace chefs::consumer {
namespace {

using base::Url;
using base::UrlFault;

const char* default_port(WebSocketScheme scheme) {
  return scheme == WebSocketScheme::kTls ? "443" : "80";
}

}  // namespace

std::string host_header(const ServerAddress& address) {
  const bool is_default = address.port == default_port(address.scheme);
  return authority_of(Url{.scheme = {},
                          .host = address.host,
                          .port = is_default ? "" : address.port,
                          .path = {}});
}

std::string to_string(const ServerAddress& address) {
  const char* scheme =
      address.scheme == WebSocketScheme::kTls ? "wss://" : "ws://";
  const std::string path = address.path == "/" ? "" : address.path;
  return scheme + host_header(address) + path;
}

std::variant<ServerAddress, UrlFault> parse_server_address(
    std::string_view text) {
  auto read = base::parse_url(text);
  if (auto* fault = std::get_if<UrlFault>(&read)) return std::move(*fault);
  Url& url = std::get<Url>(read);
  if (!url.scheme.empty() && url.scheme != "ws" && url.scheme != "wss") {
    return UrlFault{"the server address begins with \"" + url.scheme +
                    "://\"; a WebSocket address begins with ws:// or wss://"};
  }
  ServerAddress address;
  if (url.scheme == "ws") address.scheme = WebSocketScheme::kPlain;
  address.host = std::move(url.host);
  address.port =
      url.port.empty() ? default_port(address.scheme) : std::move(url.port);
  address.path = std::move(url.path);
  return address;
}

}  // namespace chefs::consumer
