#include "cli/up/up_report.h"

#include <fmt/format.h>

#include "base/wrapped_text.h"
#include "cli/help.h"
#include "cli/quantity.h"
#include "contract/json.h"
#include "producer/server/cluster.h"
#include "producer/server/local_stream.h"

namespace chefs::cli {
namespace {

namespace fs = std::filesystem;
using contract::Json;
using contract::StreamLimits;
using producer::Broker;
using producer::StreamOrigin;

std::string row(std::string_view name, std::string_view value) {
  return fmt::format("  {:<13}{}\n", name, value);
}

std::string limit(std::int64_t value, std::string_view unit) {
  if (value < 0) return fmt::format("unlimited {}", unit);
  return fmt::format("{} {}", show_number(value), unit);
}

std::string limits_text(const StreamLimits& limits) {
  const std::string age =
      limits.max_age_ms == 0
          ? "for ever"
          : show_duration(std::chrono::milliseconds(limits.max_age_ms));
  return fmt::format("{}, {}, {}", age, limit(limits.max_msgs, "messages"),
                     limit(limits.max_bytes, "bytes"));
}

std::string stream_text(const producer::Stream& stream) {
  switch (stream.origin) {
    case StreamOrigin::kCreated:
      return "CHEFS, empty";
    case StreamOrigin::kFoundAsWanted:
      return fmt::format(
          "CHEFS, {} kept",
          limit(static_cast<std::int64_t>(stream.messages), "messages"));
    case StreamOrigin::kAdopted:
      return fmt::format(
          "CHEFS, {} kept, its limits adopted",
          limit(static_cast<std::int64_t>(stream.messages), "messages"));
  }
  return "CHEFS";
}

std::string_view origin_word(StreamOrigin origin) {
  switch (origin) {
    case StreamOrigin::kCreated:
      return "created";
    case StreamOrigin::kFoundAsWanted:
      return "found";
    case StreamOrigin::kAdopted:
      return "adopted";
  }
  return "unknown";
}

// What a user could take for granted and would be wrong.
std::vector<std::string> notes(const Broker& broker) {
  std::vector<std::string> notes;
  if (broker.server_count() == 1) {
    notes.push_back("One server holds one replica; CHEFS runs three servers.");
  }
  if (!broker.binary().takes_several_filters()) {
    notes.push_back(fmt::format(
        "nats-server {} takes one filter subject for each consumer; several "
        "need 2.10, which CHEFS runs.",
        to_string(broker.binary().version)));
  }
  return notes;
}

// What a consumer connects to, and what is behind it.
std::string servers_text(const UpSession& session) {
  std::string out;
  for (const std::string& url : session.env.servers) {
    out += row("WebSocket", url + "  (consumers, through the fault proxy)");
  }
  const auto& addresses = session.broker.addresses();
  const auto leader = session.broker.leader();
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const bool leads = addresses.size() > 1 && leader == i;
    const std::string_view who =
        session.env.servers.empty() ? "  (consumers)" : "  (behind the proxy)";
    out += row("WebSocket", fmt::format("{}{}{}", addresses[i].websocket_url,
                                        who, leads ? ", leads" : ""));
  }
  return out;
}

Json servers_json(const Broker& broker) {
  Json servers = Json::array();
  for (std::size_t i = 0; i < broker.server_count(); ++i) {
    const producer::BrokerAddress& address = broker.addresses()[i];
    servers.push_back({{"name", producer::cluster_server_name(i)},
                       {"websocketUrl", address.websocket_url},
                       {"natsUrl", address.nats_url},
                       {"monitoringUrl", address.monitoring_url},
                       {"pid", broker.server(i).pid()}});
  }
  return servers;
}

// Those of a cluster, and of a proxy.
void add_servers(const UpSession& session, Json& json) {
  const Broker& broker = session.broker;
  if (broker.server_count() > 1) {
    json["servers"] = servers_json(broker);
    const auto leader = broker.leader();
    json["leader"] =
        leader ? Json(producer::cluster_server_name(*leader)) : Json(nullptr);
  }
  if (!session.env.servers.empty()) json["proxyUrls"] = session.env.servers;
}

const std::filesystem::path& ca_file_of(const UpSession& session) {
  return session.env.servers.empty() ? session.broker.address().ca_file
                                     : session.env.ca_file;
}

std::string files_text(const UpSession& session,
                       const std::vector<fs::path>& env_files) {
  const Broker& broker = session.broker;
  std::string out;
  for (const fs::path& file : env_files) out += row("Env file", file.string());
  if (!ca_file_of(session).empty()) {
    out += row("CA", ca_file_of(session).string());
  }
  out += row("API", session.env.api_url + "  (oversize submissions)");
  out += row("Producer key",
             (broker.run_folder() / producer::kProducerNkeyFile).string());
  out += row("Store", broker.keeps_store()
                          ? broker.store_folder().string() + " (kept)"
                          : "temporary, removed at the end");
  return out;
}

std::string how_to_connect(const fs::path& env_file) {
  return fmt::format(
      "Run a consumer in another terminal, unchanged:\n"
      "  set -a; . {}; set +a\n"
      "  node pullConsumer.js\n",
      env_file.string());
}

Json limits_json(const StreamLimits& limits) {
  return {{"maxAgeMs", limits.max_age_ms},
          {"maxBytes", limits.max_bytes},
          {"maxMsgs", limits.max_msgs},
          {"maxMsgSizeBytes", limits.max_msg_size_bytes},
          {"duplicateWindowMs", limits.duplicate_window_ms},
          {"replicas", limits.replicas}};
}

Json consumers_json(const Broker& broker,
                    const std::vector<fs::path>& env_files) {
  Json consumers = Json::array();
  for (std::size_t i = 0; i < env_files.size(); ++i) {
    consumers.push_back(
        {{"publicKey", broker.accounts().consumers.at(i).public_key()},
         {"envFile", env_files[i].string()}});
  }
  return consumers;
}

}  // namespace

std::string ready_text(const UpSession& session,
                       const std::vector<fs::path>& env_files) {
  const Broker& broker = session.broker;
  const producer::BrokerAddress& address = broker.address();
  std::string out = fmt::format(
      "The CHEFS stream is ready ({} profile, nats-server {}).\n\n",
      to_string(session.profile), to_string(broker.binary().version));
  out += servers_text(session);
  out += row("NATS", address.nats_url + "  (producer)");
  out += row("Monitoring", address.monitoring_url);
  out += row("Stream", stream_text(broker.stream()));
  out += row("Limits", limits_text(broker.stream().limits));
  out += files_text(session, env_files);
  out += row("Seed", std::to_string(session.seed));
  out += '\n';
  for (const std::string& note : notes(broker)) {
    out += base::wrapped_text("Note: " + note, kColumns) + '\n';
  }
  return out + '\n' + how_to_connect(env_files.front()) + "\nCtrl-C ends it.";
}

Json ready_json(const UpSession& session,
                const std::vector<fs::path>& env_files) {
  const Broker& broker = session.broker;
  const producer::BrokerAddress& address = broker.address();
  const producer::Stream& stream = broker.stream();
  Json json = {{"ready", true},
               {"seed", session.seed},
               {"profile", to_string(session.profile)},
               {"websocketUrl", address.websocket_url},
               {"natsUrl", address.nats_url},
               {"monitoringUrl", address.monitoring_url},
               {"natsServer",
                {{"version", to_string(broker.binary().version)},
                 {"path", broker.binary().path.string()},
                 {"pid", broker.server().pid()}}},
               {"stream",
                {{"name", contract::kStreamName},
                 {"origin", origin_word(stream.origin)},
                 {"messages", stream.messages},
                 {"limits", limits_json(stream.limits)}}},
               {"consumers", consumers_json(broker, env_files)},
               {"envFile", env_files.front().string()},
               {"apiUrl", session.env.api_url},
               {"producerEnvFile",
                (broker.run_folder() / producer::kProducerEnvFile).string()},
               {"producerNkeyFile",
                (broker.run_folder() / producer::kProducerNkeyFile).string()},
               {"adminNkeyFile",
                (broker.run_folder() / producer::kAdminNkeyFile).string()},
               {"store",
                {{"folder", broker.store_folder().string()},
                 {"kept", broker.keeps_store()}}},
               {"notes", notes(broker)}};
  if (!ca_file_of(session).empty()) {
    json["caFile"] = ca_file_of(session).string();
  }
  add_servers(session, json);
  return json;
}

}  // namespace chefs::cli
