// The local stand-in for the server of CHEFS: a real nats-server with its
// accounts and the stream, ready to be used, gone with this object.
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

#include "contract/random_source.h"
#include "contract/stream_limits.h"
#include "producer/accounts.h"
#include "producer/nats_server.h"
#include "producer/nats_server_binary.h"
#include "producer/run_folder.h"
#include "producer/server_config.h"
#include "producer/store_folder.h"
#include "producer/stream.h"

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
  // `replicas` is of no account: one server holds one.
  contract::StreamLimits limits = contract::kDeployedLimits;
  ExistingStream existing_stream = ExistingStream::kMustBeAsWanted;
  std::int64_t max_payload_bytes = contract::kServerMaxPayloadBytes;
  std::optional<std::int64_t> max_file_store_bytes = {};
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
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  const BrokerAddress& address() const { return address_; }
  const BrokerAccounts& accounts() const { return accounts_; }
  const Stream& stream() const { return stream_; }
  const NatsServerBinary& binary() const { return binary_; }
  // Files of this run that go with it.
  const std::filesystem::path& run_folder() const { return run_.path(); }
  const std::filesystem::path& store_folder() const { return store_path_; }
  bool keeps_store() const { return kept_store_.has_value(); }

  NatsServer& server() { return *server_; }
  const NatsServer& server() const { return *server_; }

 private:
  ServerConfig server_config(const BrokerOptions& options);
  void set_address(const std::string& host);
  void write_nkey_files() const;

  // In the order in which they are needed; stopped in the reverse order.
  const NatsServerBinary binary_;
  const RunFolder run_;
  std::optional<StoreFolder> kept_store_;
  std::filesystem::path store_path_;
  const BrokerAccounts accounts_;
  BrokerAddress address_;
  std::unique_ptr<NatsServer> server_;
  Stream stream_;
};

// Seeds of the producer and the admin in the run's folder, mode 0600.
inline constexpr const char* kProducerNkeyFile = "producer.nkey";
inline constexpr const char* kAdminNkeyFile = "admin.nkey";

}  // namespace chefs::producer
