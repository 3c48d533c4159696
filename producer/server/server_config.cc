#include "producer/server/server_config.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

#include "contract/permissions.h"

namespace chefs::producer {
namespace {

constexpr const char* kRouteUser = "route";

// Within which a client, or another server, must have logged in. nats-server's
// own two seconds are too few for a Java virtual machine on a busy machine: it
// is told "Authentication Timeout" and comes back too late for its case.
constexpr int kLoginSeconds = 10;

// An empty list would allow all.
constexpr std::array<std::string_view, 1> kNothingThatIsUsed = {"SANDBOX.*"};

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string address(const std::string& host, int port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return in_quotes(is_ipv6 ? fmt::format("[{}]:{}", host, port)
                           : fmt::format("{}:{}", host, port));
}

std::string listed(std::span<const std::string_view> subjects) {
  std::string out;
  for (const std::string_view subject : subjects) {
    out += fmt::format("            {}\n", in_quotes(subject));
  }
  return out;
}

std::string user(const std::string& key,
                 const contract::AccountPermissions& permissions) {
  return fmt::format(
      "      {{\n"
      "        nkey: {}\n"
      "        permissions {{\n"
      "          publish {{ allow: [\n{}          ] }}\n"
      "          subscribe {{ allow: [\n{}          ] }}\n"
      "        }}\n"
      "      }}\n",
      in_quotes(key), listed(permissions.publish),
      listed(permissions.subscribe));
}

std::string unrestricted_user(const std::string& key) {
  return fmt::format("      {{ nkey: {} }}\n", in_quotes(key));
}

std::string chefs_users(const ServerConfig& config) {
  std::string out = unrestricted_user(config.admin_key);
  out += user(config.producer_key, contract::producer_permissions());
  if (config.consumer_access == ConsumerAccess::kNone) return out;
  contract::AccountPermissions of_consumers = contract::consumer_permissions();
  if (config.consumer_access == ConsumerAccess::kMute) {
    of_consumers.publish = kNothingThatIsUsed;
  }
  for (const std::string& key : config.consumer_keys) {
    out += user(key, of_consumers);
  }
  return out;
}

std::string accounts(const ServerConfig& config) {
  return fmt::format(
      "accounts {{\n"
      "  {} {{\n"
      "    jetstream: enabled\n"
      "    users: [\n{}    ]\n"
      "  }}\n"
      "  {} {{\n"
      "    users: [\n{}    ]\n"
      "  }}\n"
      "}}\n"
      "system_account: {}\n",
      kChefsAccount, chefs_users(config), kSystemAccount,
      unrestricted_user(config.system_key), kSystemAccount);
}

std::string jetstream(const ServerConfig& config) {
  std::string out = fmt::format("jetstream {{\n  store_dir: {}\n",
                                in_quotes(config.store_folder.native()));
  if (config.max_file_store_bytes) {
    out += fmt::format("  max_file_store: {}\n", *config.max_file_store_bytes);
  }
  return out + "}\n";
}

std::string websocket(const ServerConfig& config) {
  std::string out = fmt::format("websocket {{\n  listen: {}\n",
                                address(config.host, config.websocket_port));
  if (config.tls) {
    out += fmt::format("  tls {{\n    cert_file: {}\n    key_file: {}\n  }}\n",
                       in_quotes(config.tls->certificate.native()),
                       in_quotes(config.tls->key.native()));
  } else {
    out += "  no_tls: true\n";
  }
  return out + fmt::format("  handshake_timeout: \"{}s\"\n}}\n", kLoginSeconds);
}

std::string route(const std::string& host, const std::string& password) {
  return in_quotes(fmt::format("nats-route://{}:{}@{}:{}", kRouteUser, password,
                               host, kRoutePort));
}

// Clients are not told of the other servers: they use those that they were
// given, which may be a proxy's.
std::string cluster(const ClusterConfig& config) {
  const std::string password(config.password.reveal());
  std::string routes;
  for (const std::string& host : config.hosts) {
    routes += fmt::format("    {}\n", route(host, password));
  }
  return fmt::format(
      "cluster {{\n"
      "  name: chefs-mock\n"
      "  listen: {}\n"
      "  no_advertise: true\n"
      "  authorization {{ user: {}, password: {}, timeout: {} }}\n"
      "  routes: [\n{}  ]\n"
      "}}\n",
      address(config.host, kRoutePort), kRouteUser, in_quotes(password),
      kLoginSeconds, routes);
}

}  // namespace

std::string render_server_config(const ServerConfig& config) {
  std::string out;
  out += fmt::format("server_name: {}\n", in_quotes(config.server_name));
  out += fmt::format("listen: {}\n", address(config.host, config.port));
  out += fmt::format("http: {}\n", address(kLoopback, config.monitoring_port));
  out += fmt::format("ports_file_dir: {}\n",
                     in_quotes(config.ports_folder.native()));
  out += fmt::format("max_payload: {}\n", config.max_payload_bytes);
  out += fmt::format("authorization {{ timeout: {} }}\n", kLoginSeconds);
  // The shortest that nats-server takes.
  out += "lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"1s\"\n";
  if (config.ping_interval) {
    out +=
        fmt::format("ping_interval: \"{}ms\"\n", config.ping_interval->count());
  }
  if (config.cluster) out += cluster(*config.cluster);
  return out + jetstream(config) + websocket(config) + accounts(config);
}

}  // namespace chefs::producer
