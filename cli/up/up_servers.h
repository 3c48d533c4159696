// What happens to the servers of a running `up`: faults that are asked for, by
// the fault proxy or by `chefs-mock cluster`, and an end that nobody asked for.
// On a thread of its own, because a server takes its time to start.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/event_descriptor.h"
#include "cli/up/control_socket.h"
#include "consumer-kit/conformance/proxy/fault.h"
#include "contract/json_fwd.h"
#include "producer/server/broker.h"

namespace chefs::cli {

class UpServers {
 public:
  struct Told {
    // A line for people about what was done. Called on this object's thread.
    std::function<void(const std::string&)> notice = {};
    // Other servers run than before.
    std::function<void()> changed = {};
  };

  UpServers(producer::Broker& broker, Told told);
  ~UpServers();
  UpServers(const UpServers&) = delete;
  UpServers& operator=(const UpServers&) = delete;

  // Thread-safe; returns at once.
  void ask(conformance::FaultAction action, std::size_t server);

  // For poll(): readable once a server has ended by itself, and from then on.
  int failed_descriptor() const { return failed_.get(); }
  bool has_failed(std::chrono::milliseconds timeout = {}) const;
  // How it ended; to be asked once it has.
  base::EnvironmentError failure() const;

 private:
  struct Asked {
    conformance::FaultAction action;
    std::size_t server;
  };
  // kStopping: it will end by itself, and is started again then.
  enum class Condition { kRunning, kDown, kStopping };

  void run();
  void wait();
  void take_asked();
  void apply(const Asked& asked);
  void look_for_ends();
  void look_at_the_disk();
  void look_at_open_files();
  contract::Json control(const std::string& command);
  contract::Json stop_leader();
  contract::Json start_all();
  std::size_t running() const;
  void notice(const std::string& text) const;

  producer::Broker& broker_;
  const Told told_;
  ControlSocket socket_;
  base::EventDescriptor wake_;
  base::EventDescriptor failed_;
  std::vector<Condition> conditions_;
  bool is_disk_full_ = false;
  bool has_all_files_open_ = false;
  std::optional<std::size_t> failed_server_;
  std::optional<std::string> failed_start_;
  std::mutex mutex_;
  std::deque<Asked> asked_;
  std::atomic<bool> is_ending_ = false;
  std::jthread thread_;
};

}  // namespace chefs::cli
