// The reference consumer of CHEFS events: a durable pull consumer over
// WebSocket that decrypts, filters by source, downloads what was too large,
// survives every bad event and acknowledges after the work.
// Not a store of what was read: the sink does the work.
//
//   base::NatsLibrary library;
//   ConsumerOptions options;
//   options.link = {.servers = {"wss://chefs.example"}, .nkey = user};
//   options.durable = {.name = "my-service"};
//   options.rules.sources = {"chefs"};
//   options.rules.keys.set_for_all(Secret("…"));
//   Consumer consumer(options);
//   consumer.run([&](const Delivery& d, const EventResult& e) {
//     save(d.sequence(), e);           // throws: it is delivered again
//     return SinkAnswer::kDone;        // it is acknowledged
//   }, {}, stop_token);
//
// Work that is cheaper for several events at a time, such as a write or a
// transaction, is finished in a commit:
//
//   consumer.run(collect, [&] { database.commit(); }, {}, stop_token);
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "consumer-kit/reference/classify.h"
#include "consumer-kit/reference/durable.h"
#include "consumer-kit/reference/notice.h"
#include "consumer-kit/reference/pull.h"
#include "consumer-kit/reference/recovery.h"
#include "consumer-kit/reference/server_link.h"
#include "consumer-kit/reference/worker.h"
#include "contract/stream_limits.h"

namespace chefs::consumer {

enum class WhatExists {
  kResume,
  // A durable of that name is deleted first: it starts anew.
  kReplace,
};

struct ConsumerOptions {
  ServerLinkOptions link = {};
  std::string stream = std::string(contract::kStreamName);
  DurableSpec durable = {};
  WhatExists existing = WhatExists::kResume;
  Rules rules = {};
  // Unset: what was too large stays withheld.
  std::optional<RecoveryOptions> recovery = {};
  // Messages that are asked for or in hand at a time, at most.
  int batch = 32;
  PullTimes pull_times = {};
  // How long servers that do not answer are tried: at the start, and after the
  // connection was lost.
  std::chrono::milliseconds start_patience{0};
  std::chrono::milliseconds loss_patience{60'000};
  // Called on the thread of the constructor or of run().
  OnNotice on_notice = {};
};

enum class WhenIdle {
  kWait,
  // Nothing is left for this consumer, and nothing of it is unacknowledged.
  kStop,
};

struct RunLimits {
  // Events given to the sink.
  std::optional<std::uint64_t> max_events = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
  WhenIdle when_idle = WhenIdle::kWait;
};

enum class RunEnd { kStopped, kCount, kDeadline, kIdle };

// Used by one thread.
class Consumer {
 public:
  // Connects, and finds or makes the durable. Throws EnvironmentError.
  explicit Consumer(ConsumerOptions options, std::stop_token stop = {});
  ~Consumer();
  Consumer(const Consumer&) = delete;
  Consumer& operator=(const Consumer&) = delete;

  // Once. At its end the event in hand is finished, and those behind it are
  // given back to be delivered again. Throws EnvironmentError when the server
  // is gone for longer than the patience, or refuses; and what the sink throws.
  RunEnd run(const Sink& sink, const RunLimits& limits,
             const std::stop_token& stop);
  // The same with a commit after several events, before they are acknowledged.
  RunEnd run(const Sink& sink, const Commit& commit, const RunLimits& limits,
             const std::stop_token& stop);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chefs::consumer
