#include "cli/up/up_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <variant>

#include "cli/quantity.h"
#include "cli/usage_error.h"

namespace chefs::cli {
namespace {

using contract::StreamLimits;

constexpr int kFixedPort = 4222;
constexpr int kFixedWebsocketPort = 8888;
constexpr int kMaxConsumers = 1'000;
// As JetStream spells it.
constexpr std::int64_t kUnlimited = -1;
// JetStream takes no shorter one.
constexpr std::chrono::milliseconds kMinDuplicateWindow{100};
// nats-server's own bound on what it holds back for one client.
constexpr std::int64_t kMaxPayloadBytes = 64LL << 20;

void add_listener_options(CLI::App& verb, UpOptions& options) {
  const auto ports = CLI::Range(0, 65'535).description("");
  verb.add_option("--port", options.port,
                  "Port for NATS (producer, admin); 0, the default, for any "
                  "free one.")
      ->check(ports)
      ->type_name("PORT");
  verb.add_option("--websocket-port", options.websocket_port,
                  "Port for WebSocket (consumers); 0, the default, for any "
                  "free one.")
      ->check(ports)
      ->type_name("PORT");
  verb.add_option("--monitoring-port", options.monitoring_port,
                  "Port for the server's monitoring, always on loopback; 0, "
                  "the default, for any free one.")
      ->check(ports)
      ->type_name("PORT");
  verb.add_flag("--fixed", options.fixed_ports,
                "Ports 4222 and 8888, unless given otherwise.");
  verb.add_option("--host", options.host,
                  "Address to listen on, in place of loopback. Others on the "
                  "network can then connect.")
      ->type_name("ADDRESS");
  verb.add_flag("--tls", options.tls,
                "wss:// in place of ws://, with a private CA made on the "
                "spot.");
  verb.add_option("--cluster", options.cluster,
                  "Number of servers: 1, or 3 with the stream on each, as "
                  "CHEFS runs it. Given ports are the first one's.")
      ->check(CLI::IsMember({1, 3}).description(""))
      ->type_name("1|3")
      ->capture_default_str();
  verb.add_option("--faults", options.faults,
                  "Put a proxy before the servers that breaks connections as "
                  "this JSON file has it (docs/faults.md); what it does is "
                  "logged to stderr.")
      ->type_name("FILE");
}

// A number, or the word "unlimited".
void add_limit_option(CLI::App& verb, const std::string& name,
                      std::optional<std::int64_t>& value,
                      std::optional<std::int64_t> (*parse)(std::string_view),
                      const char* type_name, const std::string& description) {
  verb.add_option_function<std::string>(
          name,
          [name, &value, parse](const std::string& text) {
            value = text == "unlimited" ? kUnlimited : parse(text);
            if (value && *value != 0) return;
            throw CLI::ValidationError(
                name, "'" + text +
                          "' is no limit; give a number above 0, or "
                          "'unlimited'");
          },
          description)
      ->type_name(type_name);
}

void add_stream_options(CLI::App& verb, UpOptions& options) {
  verb.add_option("--limits", options.limits_name,
                  "Limits of the stream: as CHEFS has them where it runs "
                  "(deployed, 7 days) or on its developers' machines (local, "
                  "15 minutes). The next five change one each.")
      ->check(CLI::IsMember({"deployed", "local"}).description(""))
      ->type_name("deployed|local")
      ->capture_default_str();
  add_duration_option(verb, "--max-age", options.max_age,
                      "Age at which messages are dropped; 0s for never.");
  add_limit_option(verb, "--max-bytes", options.max_bytes, parse_bytes, "BYTES",
                   "Size of the stream from which old messages are dropped.");
  add_limit_option(verb, "--max-msgs", options.max_msgs, parse_count, "N",
                   "Number of messages from which old ones are dropped.");
  add_limit_option(verb, "--max-msg-size", options.max_msg_size_bytes,
                   parse_bytes, "BYTES",
                   "Largest message that the stream takes.");
  add_duration_option(verb, "--duplicate-window", options.duplicate_window,
                      "Time within which a message id is taken once.");
  add_bytes_option(verb, "--max-payload", options.max_payload_bytes,
                   "Largest message that the server takes at all (default "
                   "1MiB).");
  add_bytes_option(verb, "--max-store", options.max_store_bytes,
                   "Disk that JetStream may use; to rehearse a full disk.");
  verb.add_option("--store", options.store,
                  "Keep the stream in this directory from run to run; without "
                  "it the stream goes when the run ends.")
      ->type_name("DIR");
  verb.add_flag("--adopt", options.adopt,
                "Use the store's stream as it is, whatever its limits.");
}

void add_account_options(CLI::App& verb, UpOptions& options) {
  verb.add_option("--consumers", options.consumers,
                  "Number of consumer accounts, each with its own env file.")
      ->check(CLI::Range(1, kMaxConsumers).description(""))
      ->type_name("N")
      ->capture_default_str();
  verb.add_option("--consumer-nkey-file", options.consumer_nkey_file,
                  "File with the seed of the (first) consumer's NKey, in "
                  "place of a new one.")
      ->type_name("FILE");
  verb.add_option("--producer-nkey-file", options.producer_nkey_file,
                  "File with the seed of the producer's NKey, in place of a "
                  "new one.")
      ->type_name("FILE");
  verb.add_option("--env-file", options.env_file,
                  "Write the consumer's variables to this file (mode 0600); "
                  "those of further consumers beside it, numbered.")
      ->type_name("FILE");
}

void add_producer_options(CLI::App& verb, UpOptions& options) {
  verb.add_option("--scenario", options.scenario,
                  "Play this scenario once the stream is ready: a name (tour, "
                  "oversize-edges, …) or a file.")
      ->type_name("NAME|FILE");
  verb.add_option_function<std::string>(
          "--api-fail",
          [&options](const std::string& text) {
            auto failure = producer::parse_api_failure(text);
            if (const auto* fault = std::get_if<std::string>(&failure)) {
              throw CLI::ValidationError("--api-fail", *fault);
            }
            options.api_failure = std::get<producer::ApiFailure>(failure);
          },
          "Let the recovery API answer its first requests with this status, "
          "e.g. 503:2.")
      ->type_name("STATUS:TIMES");
}

void add_run_options(CLI::App& verb, UpOptions& options) {
  verb.add_option("--profile", options.profile_name,
                  "Whose events: as the published page has them, or as the "
                  "running producer sends them.")
      ->check(CLI::IsMember({"documented", "deployed"}).description(""))
      ->type_name("documented|deployed")
      ->capture_default_str();
  add_seed_option(verb, options.seed,
                  "Number from which everything random is made, NKeys "
                  "included; the same number, the same run. Without it NKeys "
                  "are the system's random, the rest is from a seed that is "
                  "printed.");
  verb.add_option("--nats-server", options.nats_server,
                  "The nats-server program; else NATS_SERVER, else PATH.")
      ->type_name("PATH");
  add_duration_option(verb, "--run-for", options.run_for,
                      "End after this time; else on Ctrl-C or SIGTERM.");
  verb.add_flag("--json", options.as_json,
                "The ready output as one JSON line.");
  verb.add_option("COMMAND", options.command,
                  "After `--`: once all is ready, run this with the "
                  "consumer's variables set, end with it, and give its exit "
                  "code.");
}

int port_or_any(std::optional<int> given, std::optional<int> fixed) {
  const int port = given.value_or(fixed.value_or(0));
  return port == 0 ? producer::kAnyPort : port;
}

StreamLimits limits_of(const UpOptions& options) {
  StreamLimits limits = options.limits_name == "local"
                            ? contract::kLocalLimits
                            : contract::kDeployedLimits;
  if (options.max_age) limits.max_age_ms = options.max_age->count();
  limits.max_bytes = options.max_bytes.value_or(limits.max_bytes);
  limits.max_msgs = options.max_msgs.value_or(limits.max_msgs);
  limits.max_msg_size_bytes =
      options.max_msg_size_bytes.value_or(limits.max_msg_size_bytes);
  if (options.duplicate_window) {
    limits.duplicate_window_ms = options.duplicate_window->count();
  } else if (limits.max_age_ms > 0) {
    // JetStream takes no window that is longer than messages live.
    limits.duplicate_window_ms =
        std::min(limits.duplicate_window_ms, limits.max_age_ms);
  }
  return limits;
}

void require_sensible(const UpOptions& options, const StreamLimits& limits) {
  if (limits.max_msg_size_bytes > std::numeric_limits<std::int32_t>::max()) {
    throw UsageError("--max-msg-size: JetStream takes at most 2147483647");
  }
  if (std::chrono::milliseconds(limits.duplicate_window_ms) <
      kMinDuplicateWindow) {
    throw UsageError("--duplicate-window: JetStream takes no less than 100ms");
  }
  if (limits.max_age_ms > 0 && limits.duplicate_window_ms > limits.max_age_ms) {
    throw UsageError(
        "--duplicate-window: JetStream takes none that is longer than "
        "--max-age");
  }
  if (options.max_payload_bytes &&
      (*options.max_payload_bytes == 0 ||
       *options.max_payload_bytes > kMaxPayloadBytes)) {
    throw UsageError("--max-payload: nats-server takes 1 byte to 64MiB");
  }
  if (!options.faults.empty() && options.host != producer::kLoopback) {
    throw UsageError(
        "--faults: the proxy listens on loopback only, so --host "
        "does not go with it");
  }
  if (options.host.empty()) throw UsageError("--host: give an address");
}

}  // namespace

contract::Profile UpOptions::profile() const {
  return contract::parse_profile(profile_name)
      .value_or(contract::Profile::kDocumented);
}

void add_up_options(CLI::App& verb, UpOptions& options) {
  add_listener_options(verb, options);
  add_stream_options(verb, options);
  add_account_options(verb, options);
  add_producer_options(verb, options);
  add_run_options(verb, options);
}

producer::BrokerOptions broker_options(const UpOptions& options) {
  const auto fixed = [&](int port) {
    return options.fixed_ports ? std::optional(port) : std::nullopt;
  };
  producer::BrokerOptions broker;
  broker.nats_server = options.nats_server;
  broker.host = options.host;
  broker.port = port_or_any(options.port, fixed(kFixedPort));
  broker.websocket_port =
      port_or_any(options.websocket_port, fixed(kFixedWebsocketPort));
  broker.monitoring_port = port_or_any(options.monitoring_port, {});
  broker.servers = options.cluster;
  // The proxy does the TLS if there is one.
  if (options.tls && options.faults.empty()) {
    broker.websocket_security = producer::WebsocketSecurity::kTls;
  }
  broker.store = options.store;
  broker.limits = limits_of(options);
  require_sensible(options, broker.limits);
  if (options.adopt) broker.existing_stream = producer::ExistingStream::kAdopt;
  broker.max_payload_bytes =
      options.max_payload_bytes.value_or(broker.max_payload_bytes);
  broker.max_file_store_bytes = options.max_store_bytes;
  broker.accounts = {.consumers = options.consumers,
                     .producer_nkey_file = options.producer_nkey_file,
                     .consumer_nkey_file = options.consumer_nkey_file};
  return broker;
}

}  // namespace chefs::cli
