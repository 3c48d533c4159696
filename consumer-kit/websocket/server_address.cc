#include "consumer-kit/websocket/server_address.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace chefs::consumer {
namespace {

AddressFault fault(std::string_view text, const std::string& reason) {
  return {"the server address \"" + std::string(text) + "\" " + reason};
}

struct Authority {
  std::string_view host;
  std::string_view port;
};

// "host", "host:port", "[v6]", "[v6]:port".
std::optional<Authority> split_authority(std::string_view text) {
  Authority parts;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    parts.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    parts.host = text.substr(0, text.find(':'));
    rest = text.substr(parts.host.size());
  }
  if (rest.empty()) return parts;
  if (rest.front() != ':') return std::nullopt;
  parts.port = rest.substr(1);
  if (parts.port.empty()) return std::nullopt;
  return parts;
}

bool is_port(std::string_view text) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  return read.ec == std::errc() && read.ptr == end && value > 0 &&
         value <= 65'535;
}

bool has_space_or_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
  });
}

const char* default_port(WebSocketScheme scheme) {
  return scheme == WebSocketScheme::kTls ? "443" : "80";
}

}  // namespace

std::string host_header(const ServerAddress& address) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + address.host + "]" : address.host;
  if (address.port == default_port(address.scheme)) return host;
  return host + ":" + address.port;
}

std::string to_string(const ServerAddress& address) {
  const char* scheme =
      address.scheme == WebSocketScheme::kTls ? "wss://" : "ws://";
  const std::string path = address.path == "/" ? "" : address.path;
  return scheme + host_header(address) + path;
}

std::variant<ServerAddress, AddressFault> parse_server_address(
    std::string_view text) {
  ServerAddress address;
  std::string_view rest = text;
  if (const auto end = text.find("://"); end != std::string_view::npos) {
    const auto scheme = text.substr(0, end);
    if (scheme != "ws" && scheme != "wss") {
      return AddressFault{"the server address begins with \"" +
                          std::string(scheme) +
                          "://\"; a WebSocket address begins with ws:// or "
                          "wss://"};
    }
    if (scheme == "ws") address.scheme = WebSocketScheme::kPlain;
    rest = text.substr(end + 3);
  }
  const auto authority_text = rest.substr(0, rest.find_first_of("/?"));
  if (authority_text.find('@') != std::string_view::npos) {
    return AddressFault{
        "the server address holds a user or password; CHEFS knows NKeys only"};
  }
  if (has_space_or_control(text)) return fault(text, "holds white space");
  const auto authority = split_authority(authority_text);
  if (!authority) return fault(text, "is not of the form wss://host:port");
  if (authority->host.empty()) return fault(text, "names no host");
  address.host = authority->host;
  address.port = authority->port.empty() ? default_port(address.scheme)
                                         : std::string(authority->port);
  if (!is_port(address.port)) {
    return fault(text, "has a port that is not in 1-65535");
  }
  address.path = rest.substr(authority_text.size());
  if (!address.path.starts_with('/')) address.path.insert(0, "/");
  return address;
}

}  // namespace chefs::consumer
