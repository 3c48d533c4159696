// One running nats-server: started from a configuration, ready once it listens,
// stopped with its owner. Knows nothing of streams (stream.h) or of who may
// connect (accounts.h).
//
//   NatsServer server(find_nats_server({}), config, folder);
//   server.ports().websocket;
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/child_process.h"
#include "base/environment_error.h"
#include "producer/server/nats_server_binary.h"
#include "producer/server/port_reservation.h"
#include "producer/server/server_config.h"
#include "producer/server/server_ports.h"

namespace chefs::producer {

// Somebody asked for an end while the server was starting.
class StartCancelled : public std::runtime_error {
 public:
  StartCancelled() : std::runtime_error("cancelled while starting") {}
};

class NatsServer {
 public:
  // The folder takes nats-server.conf, nats-server.log and the ports file; the
  // configuration's ports_folder is set to it. Throws EnvironmentError with the
  // reason if the server does not start, and StartCancelled as soon as the
  // descriptor, if there is one, is readable before the server is ready.
  NatsServer(const NatsServerBinary& binary, ServerConfig config,
             std::filesystem::path folder, int cancel_descriptor = -1);

  const ServerPorts& ports() const { return ports_; }
  pid_t pid() const { return process_->pid(); }
  // For poll(): readable once the server has ended, and from then on.
  int exit_descriptor() const { return process_->exit_descriptor(); }
  bool has_ended() const { return process_->exit_status().has_value(); }
  // SIGTERM, then SIGKILL.
  void stop();
  // SIGKILL, and waits until it is gone.
  void kill();
  // For conformance cases: SIGSTOP, SIGCONT, SIGUSR2 (lame duck) …
  void send_signal(int signal) { process_->send_signal(signal); }

  // Starts it again on the same ports, which nobody else is given meanwhile,
  // with the same store.
  void start_again();

  // Writes its configuration anew, with that access, and has the server read it
  // (SIGHUP). Returns once the server says that it has; throws EnvironmentError
  // if it does not.
  void give_consumers(ConsumerAccess access);

  // How the server ended, with the end of its log.
  base::EnvironmentError unexpected_end() const;

  const std::filesystem::path& log_file() const { return log_file_; }

 private:
  void hold_ports();
  void hold(const std::string& address, int& port);
  void start(int cancel_descriptor);
  ServerPorts wait_for_ports(int folder_events, int cancel_descriptor) const;
  [[noreturn]] void fail_start() const;
  void wait_for_reload(int folder_events, std::size_t log_bytes) const;

  NatsServerBinary binary_;
  ServerConfig config_;
  std::filesystem::path folder_;
  std::filesystem::path log_file_;
  std::vector<PortReservation> held_ports_;
  ServerPorts ports_;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace chefs::producer
