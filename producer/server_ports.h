// Where a nats-server listens, as it tells in its ports file. That is how a
// server that picked free ports itself says which.
// Source: seen of nats-server 2.9.10 and 2.10.27, option ports_file_dir.
#pragma once

#include <optional>
#include <string_view>

namespace chefs::producer {

struct ServerPorts {
  int client = 0;
  int websocket = 0;
  int monitoring = 0;
};

// {"nats":["nats://127.0.0.1:4222"],"monitoring":[…],"websocket":[…]}; nothing
// while the file is not wholly written.
std::optional<ServerPorts> parse_ports_file(std::string_view text);

}  // namespace chefs::producer
