// Where a nats-server listens, as it tells in its ports file. That is how a
// server that picked free ports itself says which.
// Source: seen of nats-server 2.9.10 and 2.10.27, option ports_file_dir.
// Why: docs/decisions/0021.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string_view>

namespace chefs::producer {

struct ServerPorts {
  int client = 0;
  int websocket = 0;
  int monitoring = 0;
};

// Where a nats-server writes it, which names it after its own program, whatever
// that is called.
std::filesystem::path ports_file(const std::filesystem::path& folder,
                                 const std::filesystem::path& program,
                                 pid_t pid);

// {"nats":["nats://127.0.0.1:4222"],"monitoring":[…],"websocket":[…]}; nothing
// while the file is not wholly written.
std::optional<ServerPorts> parse_ports_file(std::string_view text);

}  // namespace chefs::producer
