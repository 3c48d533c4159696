// The options of `up`: as typed, and as the broker takes them.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/cli11.h"
#include "contract/profile.h"
#include "producer/api/recovery_api.h"
#include "producer/server/broker.h"

namespace chefs::cli {

struct UpOptions {
  std::string host = producer::kLoopback;
  // 0: any free one.
  std::optional<int> port;
  std::optional<int> websocket_port;
  std::optional<int> monitoring_port;
  bool fixed_ports = false;
  bool tls = false;
  // Servers: 1 or 3.
  std::size_t cluster = 1;
  // Empty: no proxy.
  std::filesystem::path faults;

  std::filesystem::path store;
  bool adopt = false;
  // "deployed" or "local"
  // Why: docs/decisions/0024.
  std::string limits_name = "deployed";
  std::optional<std::chrono::milliseconds> max_age;
  std::optional<std::int64_t> max_bytes;
  std::optional<std::int64_t> max_msgs;
  std::optional<std::int64_t> max_msg_size_bytes;
  std::optional<std::chrono::milliseconds> duplicate_window;
  std::optional<std::int64_t> max_payload_bytes;
  std::optional<std::int64_t> max_store_bytes;

  int consumers = 1;
  std::filesystem::path producer_nkey_file;
  std::filesystem::path consumer_nkey_file;
  std::filesystem::path env_file;

  // Empty: nothing is played.
  std::string scenario;
  producer::ApiFailure api_failure;
  std::string profile_name = "documented";
  std::optional<std::uint64_t> seed;
  std::filesystem::path nats_server;
  std::optional<std::chrono::milliseconds> run_for;
  bool as_json = false;
  std::vector<std::string> command;
  // Where command's first word was found.
  std::filesystem::path command_path;

  contract::Profile profile() const;
};

void add_up_options(CLI::App& verb, UpOptions& options);

producer::BrokerOptions broker_options(const UpOptions& options);

}  // namespace chefs::cli
