#include "producer/server/server_ports.h"

#include <fmt/format.h>

#include <charconv>
#include <string>

#include "contract/json.h"

namespace chefs::producer {
namespace {

// Of the first URL in the list; a server that listens on every interface lists
// one for each, all with the same port.
int first_port(const contract::Json& ports, const char* name) {
  const auto found = ports.find(name);
  if (found == ports.end() || !found->is_array() || found->empty() ||
      !found->front().is_string()) {
    return 0;
  }
  const auto url = found->front().get<std::string>();
  const std::size_t digits = url.rfind(':') + 1;
  int port = 0;
  std::from_chars(url.data() + digits, url.data() + url.size(), port);
  return port;
}

}  // namespace

std::filesystem::path ports_file(const std::filesystem::path& folder,
                                 const std::filesystem::path& program,
                                 pid_t pid) {
  return folder / fmt::format("{}_{}.ports", program.filename().string(), pid);
}

std::optional<ServerPorts> parse_ports_file(std::string_view text) {
  const auto json = contract::Json::parse(text, nullptr, false);
  if (!json.is_object()) return {};
  const ServerPorts ports{.client = first_port(json, "nats"),
                          .websocket = first_port(json, "websocket"),
                          .monitoring = first_port(json, "monitoring")};
  if (ports.client == 0 || ports.websocket == 0 || ports.monitoring == 0) {
    return {};
  }
  return ports;
}

}  // namespace chefs::producer
