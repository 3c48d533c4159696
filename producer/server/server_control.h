// What is done to the servers of a broker, and how they are since: stopped,
// killed, started again, without their leader. For the consumer suite, whose
// cases say it, and for `up`. One thread does it all; others may request.
// Not the words for it (server_action.h).
//
//   control.request({ServerAction::kRestart, 0});  // any thread
//   poll(…control.request_descriptor(), control.end_descriptors()…);
//   while (const auto next = control.take_request()) control.apply(*next);
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/event_descriptor.h"
#include "base/nats_connection.h"
#include "contract/json_fwd.h"
#include "producer/server/broker.h"
#include "producer/server/server_action.h"

namespace chefs::producer {

struct ServerRequest {
  ServerAction action;
  // Of no account where the action is not about one server.
  std::size_t server = 0;
};

struct ServerCallbacks {
  // What was done: "server 2 of 3 was stopped".
  std::function<void(const std::string&)> on_note = {};
  // Then, if a server has gone: connections to it are lost.
  std::function<void()> on_loss = {};
};

class ServerControl {
 public:
  // The broker must outlive it, all of its servers running.
  explicit ServerControl(Broker& broker, ServerCallbacks callbacks = {});

  // Thread-safe; returns at once.
  void request(ServerRequest request);
  // For poll(): readable while there is a request.
  int request_descriptor() const { return requested_.get(); }
  // The next one, or nothing.
  std::optional<ServerRequest> take_request();

  // Returns once it is done; a lame duck ends later. Throws EnvironmentError.
  void apply(const ServerRequest& request);

  // For poll(), of each server: readable if it has ended without being stopped;
  // -1 while it is down.
  std::vector<int> end_descriptors() const;
  // That server has ended so. Whether it runs again. Throws EnvironmentError if
  // it was no lame duck.
  bool take_end(std::size_t index);

  bool is_running(std::size_t index) const;
  // Not to be expected to run.
  bool is_down(std::size_t index) const;
  // Nothing if none runs.
  std::optional<std::size_t> first_running() const;
  // Waits for one that leads the stream. Nothing if that takes too long.
  std::optional<std::size_t> wait_for_leader() const;

 private:
  enum class State {
    kRunning,
    kLameDuck,
    kLameDuckToReplace,  // it is started again at its end
    kDown,
  };

  void stop(std::size_t index);
  void kill(std::size_t index);
  void start(std::size_t index);
  void make_lame_duck(std::size_t index, State state);
  void stop_leader();
  void delete_consumers();
  void purge_stream();
  void give_consumers(ConsumerAccess access, const std::string& words);
  base::NatsConnection connect_as_admin() const;
  std::string name_of(std::size_t index) const;
  void note(const std::string& words) const;
  // It is down from now on.
  void lose(std::size_t index, const std::string& how);

  Broker& broker_;
  const ServerCallbacks callbacks_;
  // Of each server.
  std::vector<State> states_;
  base::EventDescriptor requested_;
  std::mutex mutex_;
  std::deque<ServerRequest> requests_;
};

// An answer of JetStream's or the server's API. Nothing if none comes in time.
std::optional<contract::Json> ask_server(const base::NatsConnection& connection,
                                         const std::string& subject,
                                         const std::string& payload);

}  // namespace chefs::producer
