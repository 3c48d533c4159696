#include "consumer-kit/reference/consumer.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "consumer-kit/reference/acknowledger.h"
#include "consumer-kit/reference/connection_watch.h"
#include "consumer-kit/reference/gap_watch.h"
#include "consumer-kit/reference/jetstream_api.h"
#include "consumer-kit/reference/message_queue.h"

namespace chefs::consumer {
namespace {

using contract::Json;
using std::chrono::steady_clock;

constexpr auto kNever = steady_clock::time_point::max();
// How often the server is asked whether anything is left, when nothing comes
// and the end is to be seen: what another consumer of this durable took, or the
// stream discarded, is not told otherwise.
constexpr std::chrono::seconds kIdleCheck{1};

std::string describe(const Durable& durable) {
  if (durable.is_new) return "made the durable consumer " + durable.name;
  return "resuming the durable consumer " + durable.name + " at event " +
         std::to_string(durable.first_unacknowledged);
}

Durable open_durable(const JetStreamApi& api, const ConsumerOptions& options) {
  if (options.existing == WhatExists::kReplace) {
    delete_durable(api, options.durable.name);
  }
  Durable durable = find_or_create_durable(api, options.durable);
  if (options.on_notice) {
    options.on_notice({NoticeKind::kStarted, describe(durable)});
  }
  return durable;
}

struct Handlers {
  const Sink& sink;
  const Commit& commit;
};

}  // namespace

// In the order in which they need each other: the queue outlives the threads
// that fill it, the connection outlives what speaks through it.
struct Consumer::State {
  State(ConsumerOptions chosen, const std::stop_token& stop);

  RunEnd run(const Handlers& handlers, const RunLimits& limits,
             const std::stop_token& stop);
  RunEnd loop(const Handlers& handlers, const RunLimits& limits,
              const std::stop_token& stop);
  std::optional<RunEnd> end_of(const RunLimits& limits,
                               const std::stop_token& stop);
  void follow_connection();
  void receive(const RunLimits& limits, const std::stop_token& stop);
  std::uint64_t left(const RunLimits& limits) const;
  bool is_idle();
  void give_back_the_rest();

  const ConsumerOptions options;
  MessageQueue queue;
  std::unique_ptr<ServerLink> link;
  ConnectionWatch connection;
  JetStreamApi api;
  Durable durable;
  GapWatch gaps;
  Acknowledger acks;
  Worker worker;
  Pull pull;
  // What came and was not taken in hand yet; nothing is left of it but at an
  // exception.
  std::vector<Delivery> arrived;
  std::uint64_t events_given = 0;
  // Since the server was last asked, something may have run dry.
  bool may_be_idle = true;
};

Consumer::State::State(ConsumerOptions chosen, const std::stop_token& stop)
    : options(std::move(chosen)),
      link(connect_patiently(options.link, options.start_patience, queue,
                             options.on_notice, stop)),
      connection(*link, options.loss_patience, options.on_notice),
      api(link->get(), options.stream),
      durable(open_durable(api, options)),
      gaps(api, durable, options.durable.start, options.on_notice),
      acks(link->get()),
      worker(options.rules, options.recovery, acks, durable.ack_wait),
      pull(link->connection(), queue, api.next_subject(durable.name),
           options.batch, options.pull_times) {}

RunEnd Consumer::State::run(const Handlers& handlers, const RunLimits& limits,
                            const std::stop_token& stop) {
  try {
    const RunEnd end = loop(handlers, limits, stop);
    give_back_the_rest();
    return end;
  } catch (...) {
    give_back_the_rest();
    throw;
  }
}

// When a quarter of a batch is done, more is asked for: it comes while the
// other quarters are worked on.
RunEnd Consumer::State::loop(const Handlers& handlers, const RunLimits& limits,
                             const std::stop_token& stop) {
  const auto quarter = static_cast<std::uint64_t>((options.batch + 3) / 4);
  for (;;) {
    if (const auto end = end_of(limits, stop)) return *end;
    follow_connection();
    const auto most = left(limits);
    const std::uint64_t in_hand = worker.in_hand();
    if (connection.is_up()) pull.ask(in_hand, most - std::min(most, in_hand));
    if (in_hand == 0) {
      receive(limits, stop);
    } else {
      events_given += worker.work(std::min(quarter, most), handlers.sink,
                                  handlers.commit, stop);
    }
  }
}

std::optional<RunEnd> Consumer::State::end_of(const RunLimits& limits,
                                              const std::stop_token& stop) {
  if (stop.stop_requested()) return RunEnd::kStopped;
  if (limits.max_events && events_given >= *limits.max_events) {
    return RunEnd::kCount;
  }
  if (steady_clock::now() >= limits.deadline.value_or(kNever)) {
    return RunEnd::kDeadline;
  }
  if (limits.when_idle == WhenIdle::kStop && may_be_idle &&
      worker.in_hand() == 0 && is_idle()) {
    return RunEnd::kIdle;
  }
  return std::nullopt;
}

void Consumer::State::follow_connection() {
  for (;;) {
    switch (connection.next_change(steady_clock::now())) {
      case ConnectionChange::kNone:
        return;
      case ConnectionChange::kLost:
        break;
      case ConnectionChange::kRestored:
        pull.forget_requests();
        gaps.look_at_stream();
    }
  }
}

std::uint64_t Consumer::State::left(const RunLimits& limits) const {
  if (!limits.max_events) return std::numeric_limits<std::uint64_t>::max();
  return *limits.max_events - events_given;
}

void Consumer::State::receive(const RunLimits& limits,
                              const std::stop_token& stop) {
  auto deadline = limits.deadline.value_or(kNever);
  if (!connection.is_up()) {
    deadline = std::min(deadline, connection.give_up_at());
  } else if (limits.when_idle == WhenIdle::kStop) {
    deadline = std::min(deadline, steady_clock::now() + kIdleCheck);
  }
  pull.wait(deadline, stop, arrived);
  may_be_idle = arrived.empty() || arrived.back().info().pending == 0;
  if (arrived.empty()) return;
  gaps.look_at(arrived);
  worker.take(arrived);
  arrived.clear();
}

bool Consumer::State::is_idle() {
  may_be_idle = false;
  acks.flush();
  const auto answer = api.consumer_info(durable.name);
  const auto* info = std::get_if<Json>(&answer);
  if (info == nullptr) return false;
  return info->value("num_pending", 1) == 0 &&
         info->value("num_ack_pending", 1) == 0;
}

// First the server is told to send no more, or it would send them here again.
// It then still holds the request that nobody waits for, and nats-server 2.9
// loses the first event that it tries to answer it with until its time is up;
// being asked about the consumer, it sorts such requests out.
void Consumer::State::give_back_the_rest() {
  if (!connection.is_up()) return;
  pull.drain();
  api.consumer_info(durable.name);
  worker.give_back();
  pull.take(arrived);
  for (const auto& delivery : arrived) acks.again(delivery);
  acks.flush();
}

Consumer::Consumer(ConsumerOptions options, std::stop_token stop)
    : state_(std::make_unique<State>(std::move(options), stop)) {}

Consumer::~Consumer() = default;

RunEnd Consumer::run(const Sink& sink, const RunLimits& limits,
                     const std::stop_token& stop) {
  return state_->run({sink, {}}, limits, stop);
}

RunEnd Consumer::run(const Sink& sink, const Commit& commit,
                     const RunLimits& limits, const std::stop_token& stop) {
  return state_->run({sink, commit}, limits, stop);
}

}  // namespace chefs::consumer
