// The local stand-in for the server of CHEFS: a real nats-server, or three as
// CHEFS has them, with its accounts and the stream, ready to be used, gone with
// this object.
// Not what is published to it (publisher.h).
//
//   SystemRandom random;
//   Broker broker({}, random, now, [](const Broker& b) { …connect… });
//   broker.address().websocket_url;
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/random_source.h"
#include "contract/stream_limits.h"
#include "producer/server/accounts.h"
#include "producer/server/nats_server.h"
#include "producer/server/nats_server_binary.h"
#include "producer/server/run_folder.h"
#include "producer/server/server_config.h"
#include "producer/server/store_folder.h"
#include "producer/server/stream.h"

namespace chefs::producer {

enum class WebsocketSecurity {
  kPlain,  // ws://
  kTls,    // wss:// with a private CA
};

struct BrokerOptions {
  // As find_nats_server() takes it.
  std::filesystem::path nats_server = {};
  std::string host = kLoopback;
  int port = kAnyPort;
  int websocket_port = kAnyPort;
  int monitoring_port = kAnyPort;
  WebsocketSecurity websocket_security = WebsocketSecurity::kPlain;
  // Kept. Empty: a temporary one.
  std::filesystem::path store = {};
  // 1, or a cluster of 3. What follows about ports is the first one's; the
  // others have any free ones.
  std::size_t servers = 1;
  // `replicas` is of no account: each server holds one.
  contract::StreamLimits limits = contract::kDeployedLimits;
  ExistingStream existing_stream = ExistingStream::kMustBeAsWanted;
  std::int64_t max_payload_bytes = contract::kServerMaxPayloadBytes;
  std::optional<std::int64_t> max_file_store_bytes = {};
  // Nothing: as nats-server has it.
  std::optional<std::chrono::milliseconds> ping_interval = {};
  AccountsWanted accounts = {};
  // For what goes with the run. Empty: TMPDIR, or /tmp.
  std::filesystem::path temporary_parent = {};
  // As NatsServer takes it.
  int cancel_descriptor = -1;
};

struct BrokerAddress {
  std::string nats_url;        // nats://127.0.0.1:4222
  std::string websocket_url;   // ws://127.0.0.1:8888, or wss://
  std::string monitoring_url;  // http://127.0.0.1:8222
  // What wss:// clients must trust; empty for ws://.
  std::filesystem::path ca_file;
};

class Broker {
 public:
  // Shows that consumers can use the stream, or throws. Passed in, because a
  // consumer's connection is of a room further up.
  using Probe = std::function<void(const Broker&)>;

  // Returns once the probe has passed. Throws EnvironmentError.
  Broker(const BrokerOptions& options, contract::RandomSource& random,
         std::chrono::system_clock::time_point now, const Probe& probe);
  ~Broker();
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  // The first server's, of those that there are.
  const BrokerAddress& address() const { return addresses_.front(); }
  const std::vector<BrokerAddress>& addresses() const { return addresses_; }
  const BrokerAccounts& accounts() const { return accounts_; }
  const Stream& stream() const { return stream_; }
  const NatsServerBinary& binary() const { return binary_; }
  // Files of this run that go with it.
  const std::filesystem::path& run_folder() const { return run_.path(); }
  const std::filesystem::path& store_folder() const { return store_path_; }
  bool keeps_store() const { return kept_store_.has_value(); }

  NatsServer& server(std::size_t index = 0) { return *servers_.at(index); }
  const NatsServer& server(std::size_t index = 0) const {
    return *servers_.at(index);
  }
  std::size_t server_count() const { return servers_.size(); }

  // The index of the server that leads the stream, as any that runs tells it.
  // Of one server alone it is that one; nothing while three have none.
  std::optional<std::size_t> leader() const;
  // Waits until one that runs leads it. Nothing if that takes too long.
  std::optional<std::size_t> wait_for_leader(
      std::chrono::milliseconds timeout) const;

 private:
  ServerConfig server_config(const BrokerOptions& options);
  void start_servers(const BrokerOptions& options, const ServerConfig& config);
  BrokerAddress address_of(const NatsServer& server,
                           const std::string& host) const;
  Stream open_stream_in_time(const BrokerOptions& options) const;
  void write_nkey_files() const;

  // In the order in which they are needed; stopped in the reverse order.
  const NatsServerBinary binary_;
  const RunFolder run_;
  std::optional<StoreFolder> kept_store_;
  std::filesystem::path store_path_;
  const BrokerAccounts accounts_;
  std::filesystem::path ca_file_;
  std::vector<std::unique_ptr<NatsServer>> servers_;
  std::vector<BrokerAddress> addresses_;
  Stream stream_;
};

// Seeds of the producer and the admin in the run's folder, mode 0600.
inline constexpr const char* kProducerNkeyFile = "producer.nkey";
inline constexpr const char* kAdminNkeyFile = "admin.nkey";

}  // namespace chefs::producer
