// The configuration file of the nats-server that plays CHEFS' part: JetStream,
// WebSocket, monitoring, and accounts with exactly the deployed permissions.
// Pure: text from data. It holds public keys, and no secret but the password of
// a cluster's routes.
// Source: NATS documentation, "Configuration"; contract/permissions.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "contract/stream_limits.h"
#include "producer/server/cluster.h"

namespace chefs::producer {

// The server picks a free one and tells which in its ports file.
inline constexpr int kAnyPort = -1;
inline constexpr const char* kLoopback = "127.0.0.1";
// The account of producer, consumers and admin, and that of the server itself.
inline constexpr const char* kChefsAccount = "CHEFS";
inline constexpr const char* kSystemAccount = "SYS";

struct ServerTls {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

// What consumers may do.
enum class ConsumerAccess {
  kDeployed,  // as contract/permissions.h has it
  kMute,      // log in and listen, and publish nothing: no request, no ack
  kNone,      // not even log in
};

struct ServerConfig {
  std::string server_name = "chefs-mock";
  // For clients and WebSocket; monitoring is always on loopback.
  std::string host = kLoopback;
  int port = kAnyPort;
  int websocket_port = kAnyPort;
  int monitoring_port = kAnyPort;

  std::filesystem::path store_folder;
  std::filesystem::path ports_folder;
  std::int64_t max_payload_bytes = contract::kServerMaxPayloadBytes;
  // Nothing: three quarters of the free disk, as nats-server has it.
  std::optional<std::int64_t> max_file_store_bytes;
  // Nothing: plain ws://.
  std::optional<ServerTls> tls;

  // Nothing: alone.
  std::optional<ClusterConfig> cluster;

  // NKeys of users.
  std::string admin_key;
  std::string producer_key;
  std::string system_key;
  std::vector<std::string> consumer_keys;
  ConsumerAccess consumer_access = ConsumerAccess::kDeployed;

  // How often the server asks a silent client whether it is there. Nothing: as
  // nats-server has it, every two minutes.
  std::optional<std::chrono::milliseconds> ping_interval;
};

std::string render_server_config(const ServerConfig& config);

}  // namespace chefs::producer
