#include "producer/server/server_control.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "base/environment_error.h"
#include "contract/json.h"
#include "contract/stream_limits.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using contract::Json;

// A few seconds on an idle machine.
constexpr std::chrono::seconds kElectionTime{30};
// The grace period of a lame duck, and what it needs besides.
constexpr std::chrono::milliseconds kLameDuckTime{40'000};
constexpr std::int64_t kApiAnswerMs = 2'000;

}  // namespace

ServerControl::ServerControl(Broker& broker, ServerCallbacks callbacks)
    : broker_(broker),
      callbacks_(std::move(callbacks)),
      states_(broker.server_count(), State::kRunning) {}

void ServerControl::request(ServerRequest request) {
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  requested_.raise();
}

std::optional<ServerRequest> ServerControl::take_request() {
  requested_.lower();
  const std::lock_guard lock(mutex_);
  if (requests_.empty()) return std::nullopt;
  const ServerRequest next = requests_.front();
  requests_.pop_front();
  return next;
}

void ServerControl::apply(const ServerRequest& request) {
  const std::size_t index = request.server;
  switch (request.action) {
    case ServerAction::kStop:
      return stop(index);
    case ServerAction::kStart:
      return start(index);
    case ServerAction::kKill:
      return kill(index);
    case ServerAction::kRestart:
      stop(index);
      return start(index);
    case ServerAction::kKillAndStart:
      kill(index);
      return start(index);
    case ServerAction::kLameDuck:
      return make_lame_duck(index, State::kLameDuck);
    case ServerAction::kLameDuckAndStart:
      return make_lame_duck(index, State::kLameDuckToReplace);
    case ServerAction::kStopLeader:
      return stop_leader();
    case ServerAction::kDeleteConsumers:
      return delete_consumers();
    case ServerAction::kPurgeStream:
      return purge_stream();
    case ServerAction::kRevokeLogin:
      return give_consumers(ConsumerAccess::kNone,
                            "the account of consumers may not log in any more");
    case ServerAction::kRevokePublishing:
      return give_consumers(ConsumerAccess::kMute,
                            "the account of consumers may not publish any "
                            "more: no request, no acknowledgement");
    case ServerAction::kRestoreAccess:
      return give_consumers(ConsumerAccess::kDeployed,
                            "the account of consumers may do all again");
  }
}

void ServerControl::stop(std::size_t index) {
  broker_.server(index).stop();
  lose(index, "was stopped");
}

void ServerControl::kill(std::size_t index) {
  broker_.server(index).kill();
  lose(index, "was killed");
}

void ServerControl::lose(std::size_t index, const std::string& how) {
  states_[index] = State::kDown;
  note(fmt::format("{} {}", name_of(index), how));
  if (callbacks_.on_loss) callbacks_.on_loss();
}

void ServerControl::start(std::size_t index) {
  NatsServer& server = broker_.server(index);
  if (states_[index] == State::kLameDuck) {
    // It says goodbye to its clients first.
    pollfd end{.fd = server.exit_descriptor(), .events = POLLIN, .revents = 0};
    ::poll(&end, 1, static_cast<int>(kLameDuckTime.count()));
  }
  server.start_again();
  states_[index] = State::kRunning;
  note(name_of(index) + " was started again");
}

void ServerControl::make_lame_duck(std::size_t index, State state) {
  states_[index] = state;
  note(name_of(index) + " was told to retire (lame duck)");
  broker_.server(index).send_signal(SIGUSR2);
}

void ServerControl::stop_leader() {
  const auto leader = wait_for_leader();
  if (!leader) throw EnvironmentError("no server leads the stream");
  note(name_of(*leader) + " leads the stream");
  stop(*leader);
}

void ServerControl::delete_consumers() {
  const base::NatsConnection admin = connect_as_admin();
  const base::JetStreamHandle jetstream = admin.jetstream();
  const std::string stream(contract::kStreamName);
  const auto answer =
      ask_server(admin, "$JS.API.CONSUMER.LIST." + stream, "{}");
  if (!answer || !answer->contains("consumers")) return;
  for (const Json& consumer : answer->at("consumers")) {
    const std::string name = consumer.at("name").get<std::string>();
    jsErrCode code{};
    base::check(js_DeleteConsumer(jetstream.get(), stream.c_str(), name.c_str(),
                                  nullptr, &code),
                "delete the consumer " + name, static_cast<int>(code));
    note(fmt::format("the consumer {} was deleted", name));
  }
}

void ServerControl::purge_stream() {
  const base::NatsConnection admin = connect_as_admin();
  const base::JetStreamHandle jetstream = admin.jetstream();
  const std::string stream(contract::kStreamName);
  jsErrCode code{};
  base::check(js_PurgeStream(jetstream.get(), stream.c_str(), nullptr, &code),
              "purge the stream", static_cast<int>(code));
  note("the stream was purged");
}

void ServerControl::give_consumers(ConsumerAccess access,
                                   const std::string& words) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    broker_.server(i).give_consumers(access);
  }
  note(words);
}

std::vector<int> ServerControl::end_descriptors() const {
  std::vector<int> descriptors;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    descriptors.push_back(is_down(i) ? -1
                                     : broker_.server(i).exit_descriptor());
  }
  return descriptors;
}

bool ServerControl::take_end(std::size_t index) {
  const State state = states_[index];
  if (state == State::kRunning) throw broker_.server(index).unexpected_end();
  lose(index, "has retired");
  if (state != State::kLameDuckToReplace) return false;
  start(index);
  return true;
}

bool ServerControl::is_running(std::size_t index) const {
  return states_[index] == State::kRunning;
}

bool ServerControl::is_down(std::size_t index) const {
  return states_[index] == State::kDown;
}

std::optional<std::size_t> ServerControl::first_running() const {
  const auto found = std::ranges::find(states_, State::kRunning);
  if (found == states_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - states_.begin());
}

std::optional<std::size_t> ServerControl::wait_for_leader() const {
  return broker_.wait_for_leader(kElectionTime);
}

base::NatsConnection ServerControl::connect_as_admin() const {
  return base::NatsConnection(
      {.url = broker_.addresses()[first_running().value_or(0)].nats_url,
       .name = "chefs-mock control",
       .nkey = broker_.accounts().admin});
}

std::string ServerControl::name_of(std::size_t index) const {
  return states_.size() == 1
             ? "the server"
             : fmt::format("server {} of {}", index + 1, states_.size());
}

void ServerControl::note(const std::string& words) const {
  if (callbacks_.on_note) callbacks_.on_note(words);
}

std::optional<Json> ask_server(const base::NatsConnection& connection,
                               const std::string& subject,
                               const std::string& payload) {
  natsMsg* answer = nullptr;
  const natsStatus status =
      natsConnection_RequestString(&answer, connection.get(), subject.c_str(),
                                   payload.c_str(), kApiAnswerMs);
  const base::MessageHandle owner(answer);
  if (status != NATS_OK) return std::nullopt;
  const std::string_view text(
      natsMsg_GetData(answer),
      static_cast<std::size_t>(natsMsg_GetDataLength(answer)));
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return std::nullopt;
  return json;
}

}  // namespace chefs::producer
