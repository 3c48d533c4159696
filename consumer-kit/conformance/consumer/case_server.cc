#include "consumer-kit/conformance/consumer/case_server.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/environment_error.h"
#include "base/read_file.h"
#include "base/utc_time.h"
#include "contract/json.h"
#include "contract/random_source.h"
#include "contract/stream_limits.h"

namespace chefs::conformance {
namespace {

using base::EnvironmentError;
using contract::Json;

std::unique_ptr<producer::Broker> start_broker(
    const CaseSetup& setup, const std::filesystem::path& nats_server) {
  producer::BrokerOptions options;
  options.nats_server = nats_server;
  options.servers = static_cast<std::size_t>(setup.servers);
  options.ping_interval = setup.server_ping;
  contract::SystemRandom random;
  // That the stream could be opened shows that it is ready.
  return std::make_unique<producer::Broker>(options, random,
                                            std::chrono::system_clock::now(),
                                            [](const producer::Broker&) {});
}

}  // namespace

CaseServer::CaseServer(const CaseSetup& setup,
                       const std::filesystem::path& nats_server,
                       TimelineRecorder& recorder)
    : recorder_(recorder),
      broker_(start_broker(setup, nats_server)),
      control_(*broker_, {.on_note =
                              [this](const std::string& words) {
                                recorder_.add({.kind = EventKind::kServer,
                                               .text = words});
                              },
                          .on_loss =
                              [this] {
                                if (is_cluster()) connect_admin();
                              }}) {
  connect_admin();
  if (setup.max_msgs) set_max_messages(*setup.max_msgs);
}

CaseServer::~CaseServer() {
  admin_.reset();
  // Their stores go with them: there is nothing to wait for.
  for (std::size_t i = 0; i < broker_->server_count(); ++i)
    broker_->server(i).kill();
}

void CaseServer::connect_admin() {
  admin_.reset();
  if (control_.first_running())
    admin_ = std::make_unique<AdminLink>(running_url(),
                                         broker_->accounts().admin, recorder_);
}

std::string CaseServer::running_url() const {
  return broker_->addresses()[control_.first_running().value_or(0)].nats_url;
}

void CaseServer::set_max_messages(std::int64_t max_msgs) const {
  const base::JetStreamHandle jetstream = admin_->connection().jetstream();
  const std::string name(contract::kStreamName);
  jsStreamInfo* found = nullptr;
  jsErrCode code{};
  base::check(
      js_GetStreamInfo(&found, jetstream.get(), name.c_str(), nullptr, &code),
      "ask for the stream", static_cast<int>(code));
  const base::StreamInfoHandle info(found);
  info->Config->MaxMsgs = max_msgs;
  jsStreamInfo* changed = nullptr;
  base::check(
      js_UpdateStream(&changed, jetstream.get(), info->Config, nullptr, &code),
      "limit the stream's messages", static_cast<int>(code));
  const base::StreamInfoHandle owner(changed);
}

std::vector<ProxyUpstream> CaseServer::upstreams(ProxyProtocol protocol) const {
  std::vector<ProxyUpstream> upstreams;
  for (std::size_t i = 0; i < broker_->server_count(); ++i) {
    const producer::ServerPorts& ports = broker_->server(i).ports();
    const int port =
        protocol == ProxyProtocol::kNats ? ports.client : ports.websocket;
    upstreams.push_back({.port = static_cast<std::uint16_t>(port)});
  }
  return upstreams;
}

std::string CaseServer::publisher_url() const { return running_url(); }
const contract::UserNkey& CaseServer::producer() const {
  return broker_->accounts().producer;
}
const contract::UserNkey& CaseServer::consumer() const {
  return broker_->accounts().consumers.front();
}
std::string CaseServer::version() const {
  return to_string(broker_->binary().version);
}
std::string CaseServer::configuration() const {
  return base::read_file(broker_->server().log_file().parent_path() /
                         "nats-server.conf");
}
const std::filesystem::path& CaseServer::folder() const {
  return broker_->run_folder();
}

void CaseServer::request_fault(producer::ServerAction fault,
                               std::size_t server) {
  // One of three stays away.
  if (is_cluster() && fault == producer::ServerAction::kLameDuckAndStart)
    fault = producer::ServerAction::kLameDuck;
  control_.request({fault, server});
}

std::size_t CaseServer::leader() const {
  if (!is_cluster()) return 0;
  const auto leader = control_.wait_for_leader();
  if (!leader)
    throw EnvironmentError(
        "a case needs the leader of its servers, and they have none");
  return *leader;
}

void CaseServer::wait_until_usable() const {
  if (is_cluster() && control_.first_running())
    static_cast<void>(control_.wait_for_leader());
}

std::optional<std::vector<Json>> CaseServer::consumers() const {
  if (!admin_ || !control_.first_running()) return std::nullopt;
  const auto answer = producer::ask_server(
      admin_->connection(),
      fmt::format("$JS.API.CONSUMER.LIST.{}", contract::kStreamName), "{}");
  if (!answer || !answer->contains("consumers")) return std::nullopt;
  std::vector<Json> consumers;
  for (const Json& consumer : answer->at("consumers"))
    consumers.push_back(consumer);
  return consumers;
}

bool CaseServer::has_consumer() const {
  const auto found = consumers();
  return found && !found->empty();
}

bool CaseServer::is_drained() const {
  const auto found = consumers();
  return found && !found->empty() &&
         std::ranges::all_of(*found, [](const Json& consumer) {
           return consumer.value("num_pending", 1u) == 0 &&
                  consumer.value("num_ack_pending", 1u) == 0;
         });
}

std::string CaseServer::stored_at(std::uint64_t sequence) const {
  const base::JetStreamHandle jetstream = admin_->connection().jetstream();
  const std::string name(contract::kStreamName);
  natsMsg* found = nullptr;
  jsErrCode code{};
  base::check(js_GetMsg(&found, jetstream.get(), name.c_str(), sequence,
                        nullptr, &code),
              "read a message's time", static_cast<int>(code));
  const base::MessageHandle message(found);
  return base::format_utc(base::UtcNanoseconds(
      std::chrono::nanoseconds(natsMsg_GetTime(message.get()))));
}

void CaseServer::note_state() const {
  for (const Json& consumer : consumers().value_or(std::vector<Json>()))
    recorder_.add({.kind = EventKind::kDurable,
                   .sequence = consumer.at("ack_floor").value("stream_seq", 0u),
                   .count = consumer.value("num_ack_pending", 0u),
                   .text = consumer.dump()});
  if (!control_.first_running()) return;
  const base::NatsConnection system({.url = running_url(),
                                     .name = "chefs-mock stage",
                                     .nkey = broker_->accounts().system});
  const auto answer =
      producer::ask_server(system, "$SYS.REQ.SERVER.PING.CONNZ",
                           R"({"auth":true,"subscriptions":true})");
  if (!answer || !answer->contains("data")) return;
  const producer::BrokerAccounts& accounts = broker_->accounts();
  for (const Json& connection :
       answer->at("data").value("connections", Json())) {
    const std::string user = connection.value("authorized_user", "");
    if (user == accounts.admin.public_key() ||
        user == accounts.system.public_key() ||
        user == accounts.producer.public_key())
      continue;
    recorder_.add({.kind = EventKind::kConnz, .text = connection.dump()});
  }
}

}  // namespace chefs::conformance
