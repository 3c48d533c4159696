#include "consumer-kit/conformance/consumer/case_server.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "contract/random_source.h"
#include "contract/stream_limits.h"
#include "transport/environment_error.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using transport::EnvironmentError;

constexpr std::int64_t kAnswerMs = 2'000;
constexpr std::size_t kAdvisoryBytes = 600;
// The grace period of a lame duck, and what it needs besides.
constexpr std::chrono::milliseconds kLameDuckTime{40'000};

std::unique_ptr<producer::Broker> start_broker(
    const std::filesystem::path& nats_server) {
  producer::BrokerOptions options;
  options.nats_server = nats_server;
  contract::SystemRandom random;
  // That the stream could be opened shows that it is ready.
  return std::make_unique<producer::Broker>(options, random,
                                            std::chrono::system_clock::now(),
                                            [](const producer::Broker&) {});
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string rfc3339(std::int64_t nanoseconds) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return fmt::format(
      "{:%Y-%m-%dT%H:%M:%S}.{:09}Z",
      fmt::gmtime(static_cast<std::time_t>(nanoseconds / kSecond)),
      nanoseconds % kSecond);
}

}  // namespace

CaseServer::CaseServer(const CaseSetup& setup,
                       const std::filesystem::path& nats_server,
                       TimelineRecorder& recorder)
    : recorder_(recorder), broker_(start_broker(nats_server)) {
  transport::NatsConnectionOptions admin;
  admin.url = broker_->address().nats_url;
  admin.name = "chefs-mock stage";
  admin.nkey = broker_->accounts().admin;
  admin.reconnect_wait = std::chrono::milliseconds(20);
  admin.max_reconnect_wait = std::chrono::milliseconds(100);
  admin_.emplace(std::move(admin));
  if (setup.max_msgs) set_max_messages(*setup.max_msgs);
  watch_advisories();
}

CaseServer::~CaseServer() {
  advisories_.reset();
  admin_.reset();
  // cnats may still be in the midst of a call.
  no_more_advisories_.get_future().wait();
  // Its store goes with it: there is nothing to wait for.
  broker_->server().kill();
}

void CaseServer::on_advisory(natsConnection*, natsSubscription*,
                             natsMsg* message, void* self) {
  const transport::MessageHandle owner(message);
  std::string text = natsMsg_GetSubject(message);
  text += ' ';
  text.append(natsMsg_GetData(message),
              static_cast<std::size_t>(natsMsg_GetDataLength(message)));
  if (text.size() > kAdvisoryBytes) text.resize(kAdvisoryBytes);
  static_cast<CaseServer*>(self)->recorder_.add(
      {.kind = EventKind::kAdvisory, .text = std::move(text)});
}

void CaseServer::on_no_more_advisories(void* self) {
  static_cast<CaseServer*>(self)->no_more_advisories_.set_value();
}

void CaseServer::watch_advisories() {
  natsSubscription* subscription = nullptr;
  transport::check(natsConnection_Subscribe(&subscription, admin_->get(),
                                            "$JS.EVENT.>", on_advisory, this),
                   "listen to JetStream's advisories");
  advisories_.reset(subscription);
  transport::check(natsSubscription_SetOnCompleteCB(
                       subscription, on_no_more_advisories, this),
                   "listen to JetStream's advisories");
  transport::check(natsConnection_Flush(admin_->get()),
                   "listen to JetStream's advisories");
}

void CaseServer::set_max_messages(std::int64_t max_msgs) const {
  const transport::JetStreamHandle jetstream = admin_->jetstream();
  const std::string name(contract::kStreamName);
  jsStreamInfo* found = nullptr;
  jsErrCode code{};
  transport::check(
      js_GetStreamInfo(&found, jetstream.get(), name.c_str(), nullptr, &code),
      "ask for the stream", static_cast<int>(code));
  const transport::StreamInfoHandle info(found);
  info->Config->MaxMsgs = max_msgs;
  jsStreamInfo* changed = nullptr;
  transport::check(
      js_UpdateStream(&changed, jetstream.get(), info->Config, nullptr, &code),
      "limit the stream's messages", static_cast<int>(code));
  const transport::StreamInfoHandle owner(changed);
}

std::vector<ProxyUpstream> CaseServer::upstreams(ProxyProtocol protocol) const {
  const producer::ServerPorts& ports = broker_->server().ports();
  const int port =
      protocol == ProxyProtocol::kNats ? ports.client : ports.websocket;
  return {{.port = static_cast<std::uint16_t>(port)}};
}

std::string CaseServer::publisher_url() const {
  return broker_->address().nats_url;
}
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
  return read_file(broker_->server().log_file().parent_path() /
                   "nats-server.conf");
}
const std::filesystem::path& CaseServer::folder() const {
  return broker_->run_folder();
}

void CaseServer::note(const std::string& words) const {
  recorder_.add({.kind = EventKind::kServer, .text = words});
}

void CaseServer::act(const std::string& action) {
  if (action == "stop") return stop();
  if (action == "kill") return kill();
  if (action == "start") return start();
  if (action == "lame-duck") return retire();
  if (action == "restart") {
    stop();
  } else if (action == "kill-and-start") {
    kill();
  } else if (action == "retire-and-start") {
    retire();
  } else {
    throw EnvironmentError(fmt::format(
        "a case asks its only server to \"{}\", which cannot be done", action));
  }
  start();
}

void CaseServer::stop() {
  run_ = Run::kDown;
  broker_->server().stop();
  note("the server was stopped");
}

void CaseServer::kill() {
  run_ = Run::kDown;
  broker_->server().kill();
  note("the server was killed");
}

void CaseServer::retire() {
  run_ = Run::kLameDuck;
  note("the server was told to retire (lame duck)");
  broker_->server().send_signal(SIGUSR2);
}

void CaseServer::start() {
  producer::NatsServer& server = broker_->server();
  if (run_ == Run::kLameDuck) {
    // It says goodbye to its clients first.
    pollfd wanted{
        .fd = server.exit_descriptor(), .events = POLLIN, .revents = 0};
    ::poll(&wanted, 1, static_cast<int>(kLameDuckTime.count()));
  }
  server.start_again();
  run_ = Run::kRunning;
  note("the server was started again");
}

int CaseServer::end_descriptor() const {
  return run_ == Run::kDown ? -1 : broker_->server().exit_descriptor();
}

void CaseServer::take_end() {
  if (run_ != Run::kLameDuck) throw broker_->server().unexpected_end();
  run_ = Run::kDown;
  note("the server has retired");
}

std::optional<Json> CaseServer::ask(const transport::NatsConnection& connection,
                                    const std::string& subject,
                                    const std::string& payload) const {
  if (run_ != Run::kRunning) return std::nullopt;
  natsMsg* answer = nullptr;
  const natsStatus status = natsConnection_RequestString(
      &answer, connection.get(), subject.c_str(), payload.c_str(), kAnswerMs);
  const transport::MessageHandle owner(answer);
  if (status != NATS_OK) return std::nullopt;
  Json json = Json::parse(
      std::string_view(natsMsg_GetData(answer),
                       static_cast<std::size_t>(natsMsg_GetDataLength(answer))),
      nullptr, false);
  if (json.is_discarded()) return std::nullopt;
  return json;
}

std::optional<std::vector<Json>> CaseServer::consumers() const {
  const auto answer =
      ask(*admin_,
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
  const transport::JetStreamHandle jetstream = admin_->jetstream();
  const std::string name(contract::kStreamName);
  natsMsg* found = nullptr;
  jsErrCode code{};
  transport::check(js_GetMsg(&found, jetstream.get(), name.c_str(), sequence,
                             nullptr, &code),
                   "read a message's time", static_cast<int>(code));
  const transport::MessageHandle message(found);
  return rfc3339(natsMsg_GetTime(message.get()));
}

void CaseServer::note_state() const {
  for (const Json& consumer : consumers().value_or(std::vector<Json>()))
    recorder_.add({.kind = EventKind::kDurable,
                   .sequence = consumer.at("ack_floor").value("stream_seq", 0u),
                   .count = consumer.value("num_ack_pending", 0u),
                   .text = consumer.dump()});
  if (run_ != Run::kRunning) return;
  const transport::NatsConnection system({.url = broker_->address().nats_url,
                                          .name = "chefs-mock stage",
                                          .nkey = broker_->accounts().system});
  const auto answer = ask(system, "$SYS.REQ.SERVER.PING.CONNZ",
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
