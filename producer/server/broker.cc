#include "producer/server/broker.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <system_error>
#include <vector>

#include "base/environment_error.h"
#include "base/nats_connection.h"
#include "base/nats_handles.h"
#include "producer/server/cluster.h"
#include "producer/server/private_file.h"
#include "producer/server/tls_authority.h"

namespace chefs::producer {
namespace {

namespace fs = std::filesystem;

constexpr const char* kServerFolder = "server";
constexpr const char* kStoreFolder = "store";
// Three servers that start on a busy machine, and an election.
constexpr std::chrono::seconds kClusterDeadline{60};
// How long it is left alone before it is started again.
constexpr std::chrono::seconds kClusterPatience{15};
// A cluster without a leader does not answer at all.
constexpr std::int64_t kClusterAnswerMs = 1'000;
constexpr int kMomentMs = 50;

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
  const base::NatsConnection connection(
      {.url = address.nats_url, .name = "chefs-mock stream", .nkey = producer});
  contract::StreamLimits limits = options.limits;
  limits.replicas = static_cast<int>(options.servers);
  if (options.servers == 1) {
    return open_stream(connection.jetstream().get(), limits,
                       options.existing_stream);
  }
  jsOptions wait;
  jsOptions_Init(&wait);
  wait.Wait = kClusterAnswerMs;
  return open_stream(connection.jetstream(&wait).get(), limits,
                     options.existing_stream);
}

// Waits a moment, or until a server that runs has ended, or until the
// descriptor, if there is one, is readable; whether it is.
bool wait_a_moment(const std::vector<std::unique_ptr<NatsServer>>& servers,
                   int descriptor = -1) {
  std::vector<pollfd> wanted{
      {.fd = descriptor, .events = POLLIN, .revents = 0}};
  for (const auto& server : servers) {
    if (server->has_ended()) continue;
    wanted.push_back(
        {.fd = server->exit_descriptor(), .events = POLLIN, .revents = 0});
  }
  ::poll(wanted.data(), wanted.size(), kMomentMs);
  return wanted.front().revents != 0;
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
    ca_file_ = files.ca;
  }
  write_nkey_files();
  start_servers(options, config);
  stream_ = open_stream_in_time(options);
  probe(*this);
}

Broker::~Broker() {
  // Side by side; each is waited for when it is destroyed.
  for (const auto& server : servers_) server->send_signal(SIGTERM);
}

void Broker::start_servers(const BrokerOptions& options,
                           const ServerConfig& config) {
  // Not the run's: two with the same seed must not meet at the same address.
  contract::SystemRandom random;
  const std::vector<ClusterConfig> clusters =
      plan_cluster(options.servers, random);
  for (std::size_t i = 0; i < options.servers; ++i) {
    ServerConfig of_this = config;
    std::string folder = kServerFolder;
    if (options.servers > 1) {
      of_this.cluster = clusters[i];
      of_this.server_name = cluster_server_name(i);
      folder = cluster_server_name(i);
      of_this.store_folder = subfolder(store_path_, folder.c_str());
    }
    if (i > 0) {
      of_this.port = of_this.websocket_port = of_this.monitoring_port =
          kAnyPort;
    }
    servers_.push_back(std::make_unique<NatsServer>(
        binary_, std::move(of_this), subfolder(run_.path(), folder.c_str()),
        options.cancel_descriptor));
    addresses_.push_back(address_of(*servers_.back(), options.host));
  }
}

// A cluster has to find itself, and elect, before it takes a stream. One of
// nats-server 2.10.27 now and then has a server that never learns who leads,
// and so too few peers for the stream: started again, it finds itself.
Stream Broker::open_stream_in_time(const BrokerOptions& options) const {
  const auto begun = std::chrono::steady_clock::now();
  const auto deadline = begun + kClusterDeadline;
  auto start_again_at = begun + kClusterPatience;
  while (true) {
    try {
      return open_stream_on(address(), accounts_.producer, options);
    } catch (const StreamDiffers&) {
      throw;
    } catch (const base::EnvironmentError&) {
      const bool is_late = std::chrono::steady_clock::now() >= deadline;
      if (options.servers == 1 || is_late) throw;
    }
    if (wait_a_moment(servers_, options.cancel_descriptor)) {
      throw StartCancelled();
    }
    for (const auto& server : servers_) {
      if (server->has_ended()) throw server->unexpected_end();
    }
    if (std::chrono::steady_clock::now() < start_again_at) continue;
    for (const auto& server : servers_) server->stop();
    for (const auto& server : servers_) server->start_again();
    start_again_at = std::chrono::steady_clock::now() + kClusterPatience;
  }
}

std::optional<std::size_t> Broker::leader() const {
  if (servers_.size() == 1) return 0;
  for (std::size_t asked = 0; asked < servers_.size(); ++asked) {
    if (servers_[asked]->has_ended()) continue;
    const auto name =
        ask_for_leader(addresses_[asked].nats_url, accounts_.admin);
    for (std::size_t i = 0; name && i < servers_.size(); ++i) {
      // One that is gone may still be named by those that have not noticed.
      if (*name == cluster_server_name(i) && !servers_[i]->has_ended()) {
        return i;
      }
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> Broker::wait_for_leader(
    std::chrono::milliseconds timeout) const {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (true) {
    if (const auto found = leader()) return found;
    if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
    wait_a_moment(servers_);
  }
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
  config.ping_interval = options.ping_interval;
  config.admin_key = accounts_.admin.public_key();
  config.producer_key = accounts_.producer.public_key();
  config.system_key = accounts_.system.public_key();
  for (const contract::UserNkey& consumer : accounts_.consumers) {
    config.consumer_keys.push_back(consumer.public_key());
  }
  return config;
}

BrokerAddress Broker::address_of(const NatsServer& server,
                                 const std::string& host) const {
  const ServerPorts& ports = server.ports();
  const std::string name = host_for_clients(host);
  const char* scheme = ca_file_.empty() ? "ws" : "wss";
  return {
      .nats_url = fmt::format("nats://{}:{}", name, ports.client),
      .websocket_url = fmt::format("{}://{}:{}", scheme, name, ports.websocket),
      .monitoring_url =
          fmt::format("http://{}:{}", kLoopback, ports.monitoring),
      .ca_file = ca_file_};
}

void Broker::write_nkey_files() const {
  write_private_file(run_.path() / kProducerNkeyFile,
                     accounts_.producer.seed().reveal());
  write_private_file(run_.path() / kAdminNkeyFile,
                     accounts_.admin.seed().reveal());
}

}  // namespace chefs::producer
