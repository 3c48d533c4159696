#include "consumer-kit/conformance/consumer/case_server.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

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

// An election takes a few seconds.
constexpr std::chrono::milliseconds kLeaderTime{20'000};
// The grace period of a lame duck, and what it needs besides.
constexpr std::chrono::milliseconds kLameDuckTime{40'000};

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
      runs_(broker_->server_count(), Run::kRunning) {
  connect_admin();
  if (setup.max_msgs) set_max_messages(*setup.max_msgs);
}

CaseServer::~CaseServer() {
  admin_.reset();
  // Their stores go with them: there is nothing to wait for.
  for (std::size_t i = 0; i < runs_.size(); ++i) broker_->server(i).kill();
}

void CaseServer::connect_admin() {
  admin_.reset();
  if (is_any_running())
    admin_ = std::make_unique<AdminLink>(running_url(),
                                         broker_->accounts().admin, recorder_);
}

std::string CaseServer::running_url() const {
  const auto running = std::ranges::find(runs_, Run::kRunning);
  const auto index = running == runs_.end() ? 0 : running - runs_.begin();
  return broker_->addresses()[static_cast<std::size_t>(index)].nats_url;
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
  for (std::size_t i = 0; i < runs_.size(); ++i) {
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

void CaseServer::note(const std::string& words) const {
  recorder_.add({.kind = EventKind::kServer, .text = words});
}

std::string CaseServer::name_of(std::size_t index) const {
  return !is_cluster()
             ? "the server"
             : fmt::format("server {} of {}", index + 1, runs_.size());
}

bool CaseServer::is_any_running() const {
  return std::ranges::find(runs_, Run::kRunning) != runs_.end();
}

void CaseServer::act(const std::string& action, std::size_t index) {
  if (action == "stop") return stop(index);
  if (action == "kill") return kill(index);
  if (action == "start") return start(index);
  if (action == "lame-duck") return retire(index, Run::kRetiring);
  if (action == "retire-and-start")
    return retire(index, is_cluster() ? Run::kRetiring : Run::kReplacing);
  if (action == "stop-leader") return stop_leader();
  if (action == "delete-durable") return delete_consumers();
  if (action == "purge-stream") return purge_stream();
  if (action == "revoke-login")
    return give_consumers(producer::ConsumerAccess::kNone,
                          "the account of consumers may not log in any more");
  if (action == "revoke-publishing")
    return give_consumers(producer::ConsumerAccess::kMute,
                          "the account of consumers may not publish any more: "
                          "no request, no acknowledgement");
  if (action == "restore-access")
    return give_consumers(producer::ConsumerAccess::kDeployed,
                          "the account of consumers may do all again");
  if (action == "restart") {
    stop(index);
  } else if (action == "kill-and-start") {
    kill(index);
  } else {
    throw EnvironmentError(fmt::format(
        "a case asks its server to \"{}\", which cannot be done", action));
  }
  start(index);
}

void CaseServer::stop(std::size_t index) {
  runs_[index] = Run::kDown;
  broker_->server(index).stop();
  note(name_of(index) + " was stopped");
  if (is_cluster()) connect_admin();
}

void CaseServer::kill(std::size_t index) {
  runs_[index] = Run::kDown;
  broker_->server(index).kill();
  note(name_of(index) + " was killed");
  if (is_cluster()) connect_admin();
}

void CaseServer::retire(std::size_t index, Run run) {
  runs_[index] = run;
  note(name_of(index) + " was told to retire (lame duck)");
  broker_->server(index).send_signal(SIGUSR2);
}

void CaseServer::start(std::size_t index) {
  producer::NatsServer& server = broker_->server(index);
  if (runs_[index] == Run::kRetiring) {
    // It says goodbye to its clients first.
    pollfd wanted{
        .fd = server.exit_descriptor(), .events = POLLIN, .revents = 0};
    ::poll(&wanted, 1, static_cast<int>(kLameDuckTime.count()));
  }
  server.start_again();
  runs_[index] = Run::kRunning;
  note(name_of(index) + " was started again");
}

std::size_t CaseServer::leader() const {
  if (!is_cluster()) return 0;
  const auto leader = broker_->wait_for_leader(kLeaderTime);
  if (!leader)
    throw EnvironmentError(
        "a case needs the leader of its servers, and they have none");
  return *leader;
}

void CaseServer::stop_leader() {
  const std::size_t leads = leader();
  note(name_of(leads) + " leads the stream");
  stop(leads);
}

void CaseServer::delete_consumers() {
  const base::JetStreamHandle jetstream = admin_->connection().jetstream();
  const std::string stream(contract::kStreamName);
  for (const Json& consumer : consumers().value_or(std::vector<Json>())) {
    const std::string name = consumer.at("name").get<std::string>();
    jsErrCode code{};
    base::check(js_DeleteConsumer(jetstream.get(), stream.c_str(), name.c_str(),
                                  nullptr, &code),
                "delete the consumer " + name, static_cast<int>(code));
    note(fmt::format("the consumer {} was deleted", name));
  }
}

void CaseServer::purge_stream() {
  const base::JetStreamHandle jetstream = admin_->connection().jetstream();
  const std::string stream(contract::kStreamName);
  jsErrCode code{};
  base::check(js_PurgeStream(jetstream.get(), stream.c_str(), nullptr, &code),
              "purge the stream", static_cast<int>(code));
  note("the stream was purged");
}

void CaseServer::give_consumers(producer::ConsumerAccess access,
                                const std::string& words) {
  for (std::size_t i = 0; i < runs_.size(); ++i)
    broker_->server(i).give_consumers(access);
  note(words);
}

void CaseServer::wait_until_usable() const {
  if (is_cluster() && is_any_running())
    static_cast<void>(broker_->wait_for_leader(kLeaderTime));
}

std::vector<int> CaseServer::end_descriptors() const {
  std::vector<int> descriptors;
  for (std::size_t i = 0; i < runs_.size(); ++i)
    descriptors.push_back(
        runs_[i] == Run::kDown ? -1 : broker_->server(i).exit_descriptor());
  return descriptors;
}

void CaseServer::take_end(std::size_t index) {
  const Run run = runs_[index];
  if (run == Run::kRunning) throw broker_->server(index).unexpected_end();
  runs_[index] = Run::kDown;
  note(name_of(index) + " has retired");
  if (is_cluster()) connect_admin();
  if (run == Run::kReplacing) start(index);
}

std::optional<std::vector<Json>> CaseServer::consumers() const {
  if (!admin_ || !is_any_running()) return std::nullopt;
  const auto answer = ask_server(
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
  if (!is_any_running()) return;
  const base::NatsConnection system({.url = running_url(),
                                     .name = "chefs-mock stage",
                                     .nkey = broker_->accounts().system});
  const auto answer = ask_server(system, "$SYS.REQ.SERVER.PING.CONNZ",
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
