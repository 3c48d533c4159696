#include "cli/up/up_servers.h"

#include <fmt/format.h>
#include <poll.h>

#include <utility>

#include "base/environment_error.h"
#include "cli/system_limits.h"
#include "contract/json.h"
#include "producer/server/cluster.h"

namespace chefs::cli {
namespace {

using contract::Json;
using producer::ServerAction;

// At the disk and at this process: nobody tells that they are full.
constexpr int kBetweenLooksMs = 1'000;

Json refusal(const std::string& why) { return {{"error", why}}; }

// One that runs; publishing to it goes on while another is down.
const producer::BrokerAddress& reachable(const producer::Broker& broker) {
  for (std::size_t i = 0; i < broker.server_count(); ++i) {
    if (!broker.server(i).has_ended()) return broker.addresses()[i];
  }
  return broker.address();
}

}  // namespace

UpServers::UpServers(producer::Broker& broker, producer::LocalStream stream,
                     Output& notices)
    : broker_(broker),
      stream_(std::move(stream)),
      notices_(notices),
      socket_(broker.run_folder()),
      control_(broker),
      thread_([this] { run(); }) {}

UpServers::~UpServers() {
  is_ending_ = true;
  wake_.raise();
}

void UpServers::write_producer_env() const {
  producer::LocalStream stream = stream_;
  stream.nats_url = reachable(broker_).nats_url;
  write_local_stream(broker_.run_folder() / producer::kProducerEnvFile, stream);
}

bool UpServers::has_failed(std::chrono::milliseconds timeout) const {
  pollfd failed{.fd = failed_.get(), .events = POLLIN, .revents = 0};
  return ::poll(&failed, 1, static_cast<int>(timeout.count())) > 0;
}

void UpServers::run() {
  while (!is_ending_ && !failure_) {
    wait();
    if (is_ending_) return;
    try {
      look_for_ends();
      look_at_the_disk();
      look_at_open_files();
      take_requests();
    } catch (const base::EnvironmentError& error) {
      failure_ = error;
    }
  }
  failed_.raise();
}

void UpServers::wait() {
  std::vector<pollfd> wanted{
      {.fd = wake_.get(), .events = POLLIN, .revents = 0},
      {.fd = socket_.descriptor(), .events = POLLIN, .revents = 0},
      {.fd = control_.request_descriptor(), .events = POLLIN, .revents = 0}};
  for (const int descriptor : control_.end_descriptors()) {
    wanted.push_back({.fd = descriptor, .events = POLLIN, .revents = 0});
  }
  ::poll(wanted.data(), wanted.size(), kBetweenLooksMs);
  if (wanted[1].revents == 0) return;
  socket_.answer([this](const std::string& command) {
    return control(
        producer::find_server_action(command, producer::ActionWords::kOfSteps));
  });
}

void UpServers::look_for_ends() {
  for (std::size_t i = 0; i < broker_.server_count(); ++i) {
    if (control_.is_down(i) || !broker_.server(i).has_ended()) continue;
    if (control_.take_end(i)) {
      notice("the server is back from its lame duck mode");
    }
  }
}

// A server of version 2.9 logs nothing about it, and answers nobody any more.
void UpServers::look_at_the_disk() {
  const bool was_full = is_disk_full_;
  is_disk_full_ = is_disk_full(broker_.store_folder());
  if (!is_disk_full_ || was_full) return;
  notice(fmt::format(
      "the disk of the store {} is full: what is published now is refused, or "
      "gets no answer; free space there, and start `up` again if the server "
      "still does not answer",
      broker_.store_folder().string()));
}

// The proxy and the recovery API then take no connection, and wait.
void UpServers::look_at_open_files() {
  const bool had_all_open = has_all_files_open_;
  const std::size_t all = open_files_used_up();
  has_all_files_open_ = all > 0;
  if (!has_all_files_open_ || had_all_open) return;
  notice(fmt::format(
      "no further connection is taken: `up` has all {} files open that it may "
      "have; end some connections, or raise that with `ulimit -n`",
      all));
}

void UpServers::take_requests() {
  while (const auto request = control_.take_request()) {
    if (request->action != ServerAction::kStopLeader) {
      control_.apply(*request);
      continue;
    }
    const Json answer = stop_leader();
    if (answer.contains("error")) notice(answer["error"].get<std::string>());
  }
}

Json UpServers::control(std::optional<ServerAction> command) {
  try {
    if (command == ServerAction::kStopLeader) return stop_leader();
    if (command == ServerAction::kStart) return start_all();
  } catch (const base::EnvironmentError& error) {
    return refusal(error.what());
  }
  return refusal("unknown command");
}

Json UpServers::stop_leader() {
  if (broker_.server_count() == 1) {
    return refusal(
        "one server alone leads whatever happens; start `chefs-mock up "
        "--cluster 3`");
  }
  if (!are_all_running()) {
    return refusal(
        "a server is down already, and without a second one none could lead; "
        "`chefs-mock cluster start` starts it again");
  }
  const auto leader = control_.wait_for_leader();
  if (!leader) return refusal("no server leads the stream");
  control_.apply({ServerAction::kStop, *leader});
  const std::string stopped = producer::cluster_server_name(*leader);
  notice(fmt::format("stopped {}, which led the stream", stopped));
  write_producer_env();
  const auto next = control_.wait_for_leader();
  if (!next) return refusal("no server leads the stream after " + stopped);
  const std::string leads = producer::cluster_server_name(*next);
  notice(fmt::format("{} leads the stream now", leads));
  return {{"stopped", stopped}, {"leader", leads}};
}

Json UpServers::start_all() {
  Json started = Json::array();
  for (std::size_t i = 0; i < broker_.server_count(); ++i) {
    if (!control_.is_down(i)) continue;
    control_.apply({ServerAction::kStart, i});
    started.push_back(producer::cluster_server_name(i));
    notice(fmt::format("started {}", producer::cluster_server_name(i)));
  }
  write_producer_env();
  const auto leader = control_.wait_for_leader();
  if (!leader) return refusal("no server leads the stream");
  return {{"started", started},
          {"leader", producer::cluster_server_name(*leader)}};
}

bool UpServers::are_all_running() const {
  for (std::size_t i = 0; i < broker_.server_count(); ++i) {
    if (!control_.is_running(i)) return false;
  }
  return true;
}

void UpServers::notice(const std::string& text) const {
  try {
    notices_.line(text);
  } catch (const std::exception&) {
    // Nobody reads it (any more); it is done all the same.
  }
}

}  // namespace chefs::cli
