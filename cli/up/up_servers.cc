#include "cli/up/up_servers.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/environment_error.h"
#include "cli/system_limits.h"
#include "contract/json.h"
#include "producer/server/cluster.h"

namespace chefs::cli {
namespace {

using conformance::FaultAction;
using contract::Json;

constexpr std::chrono::seconds kElection{30};
// At the disk and at this process: nobody tells that they are full.
constexpr int kBetweenLooksMs = 1'000;

Json refusal(const std::string& why) { return {{"error", why}}; }

}  // namespace

UpServers::UpServers(producer::Broker& broker, Told told)
    : broker_(broker),
      told_(std::move(told)),
      socket_(broker.run_folder()),
      conditions_(broker.server_count(), Condition::kRunning),
      thread_([this] { run(); }) {}

UpServers::~UpServers() {
  is_ending_ = true;
  wake_.raise();
}

void UpServers::ask(FaultAction action, std::size_t server) {
  {
    std::lock_guard lock(mutex_);
    asked_.push_back({action, server});
  }
  wake_.raise();
}

bool UpServers::has_failed(std::chrono::milliseconds timeout) const {
  pollfd failed{.fd = failed_.get(), .events = POLLIN, .revents = 0};
  return ::poll(&failed, 1, static_cast<int>(timeout.count())) > 0;
}

base::EnvironmentError UpServers::failure() const {
  if (failed_start_) return base::EnvironmentError(*failed_start_);
  return broker_.server(failed_server_.value_or(0)).unexpected_end();
}

void UpServers::run() {
  while (!is_ending_ && !failed_server_ && !failed_start_) {
    wait();
    if (is_ending_) return;
    try {
      look_for_ends();
      look_at_the_disk();
      look_at_open_files();
      take_asked();
    } catch (const base::EnvironmentError& error) {
      failed_start_ = error.what();
    }
  }
  failed_.raise();
}

void UpServers::wait() {
  std::vector<pollfd> wanted{
      {.fd = wake_.get(), .events = POLLIN, .revents = 0},
      {.fd = socket_.descriptor(), .events = POLLIN, .revents = 0}};
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    if (conditions_[i] == Condition::kDown) continue;
    wanted.push_back({.fd = broker_.server(i).exit_descriptor(),
                      .events = POLLIN,
                      .revents = 0});
  }
  ::poll(wanted.data(), wanted.size(), kBetweenLooksMs);
  if (wanted[0].revents != 0) wake_.lower();
  if (wanted[1].revents != 0) {
    socket_.answer([this](const std::string& asked) { return control(asked); });
  }
}

void UpServers::look_for_ends() {
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    if (conditions_[i] == Condition::kDown) continue;
    if (!broker_.server(i).has_ended()) continue;
    if (conditions_[i] == Condition::kRunning) {
      failed_server_ = i;
      return;
    }
    broker_.server(i).start_again();
    conditions_[i] = Condition::kRunning;
    notice("the server is back from its lame duck mode");
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

void UpServers::take_asked() {
  std::deque<Asked> asked;
  {
    std::lock_guard lock(mutex_);
    asked.swap(asked_);
  }
  for (const Asked& one : asked) apply(one);
}

void UpServers::apply(const Asked& asked) {
  producer::NatsServer& server = broker_.server(asked.server);
  switch (asked.action) {
    case FaultAction::kServerRestart:
      return server.start_again();
    case FaultAction::kServerKill:
      server.kill();
      return server.start_again();
    case FaultAction::kServerLameDuck:
      server.send_signal(SIGUSR2);
      conditions_[asked.server] = Condition::kStopping;
      return;
    case FaultAction::kStopLeader: {
      const Json answer = stop_leader();
      if (answer.contains("error")) {
        notice(answer["error"].get<std::string>());
      }
      return;
    }
    default:
      notice("there is no program here that could be killed");
  }
}

Json UpServers::control(const std::string& command) {
  try {
    if (command == "stop-leader") return stop_leader();
    if (command == "start") return start_all();
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
  if (running() < broker_.server_count()) {
    return refusal(
        "a server is down already, and without a second one none could lead; "
        "`chefs-mock cluster start` starts it again");
  }
  const auto leader = broker_.wait_for_leader(kElection);
  if (!leader) return refusal("no server leads the stream");
  conditions_[*leader] = Condition::kDown;
  broker_.server(*leader).stop();
  const std::string stopped = producer::cluster_server_name(*leader);
  notice(fmt::format("stopped {}, which led the stream", stopped));
  if (told_.changed) told_.changed();
  const auto next = broker_.wait_for_leader(kElection);
  if (!next) return refusal("no server leads the stream after " + stopped);
  const std::string leads = producer::cluster_server_name(*next);
  notice(fmt::format("{} leads the stream now", leads));
  return {{"stopped", stopped}, {"leader", leads}};
}

Json UpServers::start_all() {
  Json started = Json::array();
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    if (conditions_[i] != Condition::kDown) continue;
    broker_.server(i).start_again();
    conditions_[i] = Condition::kRunning;
    started.push_back(producer::cluster_server_name(i));
    notice(fmt::format("started {}", producer::cluster_server_name(i)));
  }
  if (told_.changed) told_.changed();
  const auto leader = broker_.wait_for_leader(kElection);
  if (!leader) return refusal("no server leads the stream");
  return {{"started", started},
          {"leader", producer::cluster_server_name(*leader)}};
}

std::size_t UpServers::running() const {
  return static_cast<std::size_t>(
      std::ranges::count(conditions_, Condition::kRunning));
}

void UpServers::notice(const std::string& text) const {
  if (told_.notice) told_.notice(text);
}

}  // namespace chefs::cli
