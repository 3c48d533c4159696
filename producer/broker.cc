#include "producer/broker.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <system_error>
#include <vector>

#include "producer/private_file.h"
#include "producer/tls_authority.h"
#include "transport/environment_error.h"
#include "transport/nats_connection.h"
#include "transport/nats_handles.h"

namespace chefs::producer {
namespace {

namespace fs = std::filesystem;

constexpr const char* kServerFolder = "server";
constexpr const char* kStoreFolder = "store";

fs::path subfolder(const fs::path& parent, const char* name) {
  const fs::path folder = parent / name;
  fs::create_directory(folder);
  return folder;
}

bool is_any_address(const std::string& host) {
  return host == "0.0.0.0" || host == "::";
}

// A host that clients on this machine reach the listener by.
std::string host_for_clients(const std::string& host) {
  if (is_any_address(host)) return kLoopback;
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

std::vector<std::string> names_for_certificate(const std::string& host) {
  if (!is_any_address(host)) return {host};
  // Clients elsewhere come by the machine's name.
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  return {std::string(name.data())};
}

Stream open_stream_on(const BrokerAddress& address,
                      const contract::UserNkey& producer,
                      const BrokerOptions& options) {
  const transport::NatsConnection connection(
      {.url = address.nats_url, .name = "chefs-mock stream", .nkey = producer});
  contract::StreamLimits limits = options.limits;
  limits.replicas = 1;
  return open_stream(connection.jetstream().get(), limits,
                     options.existing_stream);
}

}  // namespace

Broker::Broker(const BrokerOptions& options, contract::RandomSource& random,
               std::chrono::system_clock::time_point now, const Probe& probe)
    : binary_(find_nats_server(options.nats_server)),
      run_(options.temporary_parent),
      accounts_(make_accounts(options.accounts, random)) {
  if (options.store.empty()) {
    store_path_ = subfolder(run_.path(), kStoreFolder);
  } else {
    kept_store_.emplace(options.store);
    store_path_ = kept_store_->path();
  }
  ServerConfig config = server_config(options);
  if (options.websocket_security == WebsocketSecurity::kTls) {
    const TlsFiles files =
        make_tls_files(run_.path(), names_for_certificate(options.host), now);
    config.tls = {.certificate = files.certificate, .key = files.key};
    address_.ca_file = files.ca;
  }
  write_nkey_files();
  server_ = std::make_unique<NatsServer>(binary_, std::move(config),
                                         subfolder(run_.path(), kServerFolder),
                                         options.cancel_descriptor);
  set_address(options.host);
  stream_ = open_stream_on(address_, accounts_.producer, options);
  probe(*this);
}

ServerConfig Broker::server_config(const BrokerOptions& options) {
  ServerConfig config;
  config.host = options.host;
  config.port = options.port;
  config.websocket_port = options.websocket_port;
  config.monitoring_port = options.monitoring_port;
  config.store_folder = store_path_;
  config.max_payload_bytes = options.max_payload_bytes;
  config.max_file_store_bytes = options.max_file_store_bytes;
  config.admin_key = accounts_.admin.public_key();
  config.producer_key = accounts_.producer.public_key();
  config.system_key = accounts_.system.public_key();
  for (const contract::UserNkey& consumer : accounts_.consumers) {
    config.consumer_keys.push_back(consumer.public_key());
  }
  return config;
}

void Broker::set_address(const std::string& host) {
  const ServerPorts& ports = server_->ports();
  const std::string name = host_for_clients(host);
  const char* scheme = address_.ca_file.empty() ? "ws" : "wss";
  address_.nats_url = fmt::format("nats://{}:{}", name, ports.client);
  address_.websocket_url =
      fmt::format("{}://{}:{}", scheme, name, ports.websocket);
  address_.monitoring_url =
      fmt::format("http://{}:{}", kLoopback, ports.monitoring);
}

void Broker::write_nkey_files() const {
  write_private_file(run_.path() / kProducerNkeyFile,
                     accounts_.producer.seed().reveal());
  write_private_file(run_.path() / kAdminNkeyFile,
                     accounts_.admin.seed().reveal());
}

}  // namespace chefs::producer
