// A WebSocket server's address as people write it: ws://host:port/path or
// wss://…; without a scheme it is wss, as npm nats.ws has it.
// Not an address of NATS over TCP.
//
//   auto read = parse_server_address("wss://chefs.example:8888");
//   std::get<ServerAddress>(read).host;   // "chefs.example"
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/url.h"

namespace chefs::consumer {

enum class WebSocketScheme { kPlain, kTls };

struct ServerAddress {
  WebSocketScheme scheme = WebSocketScheme::kTls;
  // Without the brackets of an IPv6 address.
  std::string host;
  std::string port;
  // With its query; "/" if none was given.
  std::string path;
};

// The address again, without what goes without saying.
std::string to_string(const ServerAddress& address);
// For the Host header: IPv6 in brackets, the port unless it is the scheme's.
std::string host_header(const ServerAddress& address);

std::variant<ServerAddress, base::UrlFault> parse_server_address(
    std::string_view text);

}  // namespace chefs::consumer
