// Ctrl-C, SIGTERM and SIGHUP as something to wait for, instead of a handler
// that sets a global. Made first thing in main(), before any thread: threads
// inherit that the signals are held back and left to this descriptor.
#pragma once

#include <signal.h>

#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/event_descriptor.h"

namespace chefs::cli {

// Also ignores SIGPIPE: a closed output is an error of write(). Programs that
// are started must undo both; producer::ChildProcess does.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // For poll(): readable while a signal is waiting.
  int descriptor() const { return descriptor_; }
  // The signal that is waiting, if there is one.
  std::optional<int> take();
  std::optional<int> wait_for(std::chrono::milliseconds timeout);

 private:
  int descriptor_;
  // Put back by the destructor.
  sigset_t former_mask_{};
  struct sigaction former_pipe_action_ {};
};

// For verbs that work in a loop: a stop token that the first signal triggers.
//
//   StopOnSignal stop(process.signals);
//   while (!stop.token().stop_requested()) …
class StopOnSignal {
 public:
  explicit StopOnSignal(Signals& signals);
  ~StopOnSignal();

  std::stop_token token() const { return stop_.get_token(); }
  bool stopped() const { return stop_.stop_requested(); }

 private:
  std::stop_source stop_;
  // Wakes the watcher when this object ends.
  base::EventDescriptor ended_;
  std::jthread watcher_;
};

}  // namespace chefs::cli
