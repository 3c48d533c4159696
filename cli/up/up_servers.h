// What happens to the servers of a running `up`: faults that are asked for, by
// the fault proxy or by `chefs-mock cluster`, and an end that nobody asked for.
// On a thread of its own, because a server takes its time to start.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

#include "base/environment_error.h"
#include "base/event_descriptor.h"
#include "cli/output.h"
#include "cli/up/control_socket.h"
#include "contract/json_fwd.h"
#include "producer/server/broker.h"
#include "producer/server/local_stream.h"
#include "producer/server/server_control.h"

namespace chefs::cli {

class UpServers {
 public:
  // `notices` takes a line for people about what was done.
  UpServers(producer::Broker& broker, producer::LocalStream stream,
            Output& notices);
  ~UpServers();
  UpServers(const UpServers&) = delete;
  UpServers& operator=(const UpServers&) = delete;

  // The stream, on a server that runs, for a `publish` in another process. Done
  // again whenever other servers run than before.
  void write_producer_env() const;
  // Thread-safe; returns at once.
  void request_fault(producer::ServerAction fault, std::size_t server) {
    control_.request({fault, server});
  }

  // For poll(): readable once a server has ended by itself, and from then on.
  int failed_descriptor() const { return failed_.get(); }
  bool has_failed(std::chrono::milliseconds timeout = {}) const;
  // How it ended; to be asked once it has.
  base::EnvironmentError failure() const { return failure_.value(); }

 private:
  void run();
  void wait();
  void take_requests();
  void look_for_ends();
  void look_at_the_disk();
  void look_at_open_files();
  contract::Json control(std::optional<producer::ServerAction> command);
  contract::Json stop_leader();
  contract::Json start_all();
  bool are_all_running() const;
  void notice(const std::string& text) const;

  producer::Broker& broker_;
  const producer::LocalStream stream_;
  Output& notices_;
  ControlSocket socket_;
  base::EventDescriptor wake_;
  base::EventDescriptor failed_;
  producer::ServerControl control_;
  bool is_disk_full_ = false;
  bool has_all_files_open_ = false;
  std::optional<base::EnvironmentError> failure_;
  std::atomic<bool> is_ending_ = false;
  std::jthread thread_;
};

}  // namespace chefs::cli
