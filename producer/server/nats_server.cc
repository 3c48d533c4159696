#include "producer/server/nats_server.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/file_descriptor.h"
#include "base/read_file.h"
#include "producer/server/private_file.h"
#include "producer/server/server_log.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using base::FileDescriptor;
using std::chrono::steady_clock;

// A large kept store takes its time to be read.
constexpr std::chrono::seconds kStartDeadline{60};

// A file that may not be there yet.
std::string read_so_far(const std::filesystem::path& path) {
  return base::try_read_file(path).value_or("");
}

FileDescriptor watch(const std::filesystem::path& folder,
                     std::uint32_t events_wanted) {
  FileDescriptor events(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  if (!events ||
      ::inotify_add_watch(events.get(), folder.c_str(), events_wanted) < 0) {
    throw EnvironmentError(fmt::format("cannot watch the folder {}: {}",
                                       folder.string(),
                                       std::generic_category().message(errno)));
  }
  return events;
}

// Which files they are about does not matter: there are few.
void drop_events(int folder_events) {
  std::array<char, 4096> events{};
  while (::read(folder_events, events.data(), events.size()) > 0) {
  }
}

std::chrono::milliseconds until(steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      deadline - steady_clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

}  // namespace

NatsServer::NatsServer(const NatsServerBinary& binary, ServerConfig config,
                       std::filesystem::path folder, int cancel_descriptor)
    : binary_(binary),
      config_(std::move(config)),
      folder_(std::move(folder)),
      log_file_(folder_ / "nats-server.log") {
  config_.ports_folder = folder_;
  hold_ports();
  start(cancel_descriptor);
  config_.port = ports_.client;
  config_.websocket_port = ports_.websocket;
  config_.monitoring_port = ports_.monitoring;
}

void NatsServer::hold_ports() {
  hold(config_.host, config_.port);
  hold(config_.host, config_.websocket_port);
  hold(kLoopback, config_.monitoring_port);
}

// One that cannot be held stays as it was asked for: the server itself then
// finds one, or says why it cannot listen.
void NatsServer::hold(const std::string& address, int& port) {
  auto held = PortReservation::hold(address, port == kAnyPort ? 0 : port);
  if (!held) return;
  port = held->port();
  held_ports_.push_back(std::move(*held));
}

void NatsServer::start(int cancel_descriptor) {
  const std::filesystem::path config_file = folder_ / "nats-server.conf";
  write_private_file(config_file, render_server_config(config_));
  const FileDescriptor folder_events =
      watch(folder_, IN_CLOSE_WRITE | IN_MOVED_TO);
  process_ = std::make_unique<ChildProcess>(
      ChildProcessOptions{.program = binary_.path,
                          .arguments = {"--config", config_file.string()},
                          .output = ToFile{log_file_},
                          .error = ToFile{log_file_}});
  ports_ = wait_for_ports(folder_events.get(), cancel_descriptor);
}

ServerPorts NatsServer::wait_for_ports(int folder_events,
                                       int cancel_descriptor) const {
  const auto file = ports_file(folder_, binary_.path, process_->pid());
  const auto deadline = steady_clock::now() + kStartDeadline;
  std::array<pollfd, 3> wanted{
      pollfd{.fd = folder_events, .events = POLLIN, .revents = 0},
      pollfd{.fd = exit_descriptor(), .events = POLLIN, .revents = 0},
      pollfd{.fd = cancel_descriptor, .events = POLLIN, .revents = 0}};
  while (true) {
    if (const auto ports = parse_ports_file(read_so_far(file))) {
      return *ports;
    }
    const auto timeout = static_cast<int>(until(deadline).count());
    const int ready = ::poll(wanted.data(), wanted.size(), timeout);
    if (wanted[1].revents != 0) fail_start();
    if (wanted[2].revents != 0) throw StartCancelled();
    if (ready == 0) {
      throw EnvironmentError(fmt::format(
          "cannot start nats-server: it is not ready after {} s; its log "
          "ends:\n{}",
          kStartDeadline.count(), log_tail(read_so_far(log_file_))));
    }
    drop_events(folder_events);
  }
}

void NatsServer::fail_start() const {
  const std::string log = read_so_far(log_file_);
  if (const auto reason = explain_failed_start(log)) {
    throw EnvironmentError(
        fmt::format("cannot start nats-server: {}", *reason));
  }
  throw EnvironmentError(
      fmt::format("cannot start nats-server: it {}; its log ends:\n{}",
                  process_->wait().describe(), log_tail(log)));
}

void NatsServer::stop() { process_->stop(ChildProcess::kDefaultGrace); }

void NatsServer::kill() {
  process_->send_signal(SIGKILL);
  process_->wait();
}

void NatsServer::start_again() {
  stop();
  start(-1);
}

void NatsServer::give_consumers(ConsumerAccess access) {
  config_.consumer_access = access;
  write_private_file(folder_ / "nats-server.conf",
                     render_server_config(config_));
  const FileDescriptor folder_events = watch(folder_, IN_MODIFY);
  const std::size_t log_bytes = read_so_far(log_file_).size();
  process_->send_signal(SIGHUP);
  wait_for_reload(folder_events.get(), log_bytes);
}

// What it says of it comes behind `log_bytes` of its log.
void NatsServer::wait_for_reload(int folder_events,
                                 std::size_t log_bytes) const {
  const auto deadline = steady_clock::now() + kStartDeadline;
  std::array<pollfd, 2> wanted{
      pollfd{.fd = folder_events, .events = POLLIN, .revents = 0},
      pollfd{.fd = exit_descriptor(), .events = POLLIN, .revents = 0}};
  while (true) {
    const std::string log = read_so_far(log_file_).substr(log_bytes);
    if (log.find("Reloaded server configuration") != std::string::npos) return;
    const bool has_failed = log.find("Failed to reload") != std::string::npos;
    const auto timeout = static_cast<int>(until(deadline).count());
    const int ready =
        has_failed ? 0 : ::poll(wanted.data(), wanted.size(), timeout);
    if (wanted[1].revents != 0) throw unexpected_end();
    if (ready == 0) {
      throw EnvironmentError(
          fmt::format("cannot change what consumers may do: nats-server does "
                      "not read its configuration anew; its log ends:\n{}",
                      log_tail(log)));
    }
    drop_events(folder_events);
  }
}

EnvironmentError NatsServer::unexpected_end() const {
  return EnvironmentError(fmt::format("nats-server {}; its log ends:\n{}",
                                      process_->wait().describe(),
                                      log_tail(read_so_far(log_file_))));
}

}  // namespace chefs::producer
