// Reads and writes a connection's socket on the thread that asks for it, where
// cnats would start a thread to read and another to write. A program that
// publishes and waits for answers then wakes no thread but its own.
//
//   ConnectionLoop loop;
//   NatsConnection nats({.url = url, .loop = &loop});
//   natsConnection_PublishString(nats.get(), "subject", "text");
//   loop.wait(deadline);  // sends that, takes in what has come
//
// Nothing moves, pings neither, while nobody calls it. natsConnection_Flush
// and requests wait for a thread that there is not: they always time out.
// Why: docs/decisions/0132.
#pragma once

#include <nats/nats.h>

#include <atomic>
#include <chrono>

#include "base/event_descriptor.h"

namespace chefs::base {

class ConnectionLoop {
 public:
  using Time = std::chrono::steady_clock::time_point;

  ConnectionLoop() = default;
  ConnectionLoop(const ConnectionLoop&) = delete;
  ConnectionLoop& operator=(const ConnectionLoop&) = delete;

  // For a connection's options, once. The loop must outlive the connection.
  void drive(natsOptions* options);

  // One thread at a time calls the next three.

  // Sends as much of what waits as the socket takes at once.
  void send();
  // Whether something waits to be sent.
  bool has_unsent() const { return has_unsent_; }
  // Sends and takes in; blocks until it could do either, or until the time has
  // come, or wake() was called since the last wait. A time in the past: does
  // what can be done at once.
  void wait(Time until);

  // Ends a wait, of now or the next. From any thread.
  void wake() { woken_.raise(); }

 private:
  // cnats calls these on its threads and on the loop's.
  static natsStatus attach(void** user_data, void* loop, natsConnection* nats,
                           natsSock socket);
  static natsStatus watch_reads(void* loop, bool is_wanted);
  static natsStatus watch_writes(void* loop, bool is_wanted);
  static natsStatus detach(void* loop);

  void wake_if_waiting();

  EventDescriptor woken_;
  std::atomic<natsConnection*> nats_ = nullptr;
  // -1 while there is no connection.
  std::atomic<int> socket_ = -1;
  std::atomic<bool> has_unsent_ = false;
  std::atomic<bool> is_waiting_ = false;
};

}  // namespace chefs::base
