#include "consumer-kit/reference/consumer.h"

#include <algorithm>
#include <deque>
#include <utility>

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

}  // namespace

// In the order in which they need each other: the queue outlives the threads
// that fill it, the connection outlives what speaks through it.
struct Consumer::State {
  State(ConsumerOptions chosen, const std::stop_token& stop);

  RunEnd run(const Sink& sink, const RunLimits& limits,
             const std::stop_token& stop);
  RunEnd loop(const Sink& sink, const RunLimits& limits,
              const std::stop_token& stop);
  std::optional<RunEnd> end_of(const RunLimits& limits,
                               const std::stop_token& stop);
  void follow_connection();
  std::optional<Delivery> next(const RunLimits& limits,
                               const std::stop_token& stop);
  std::uint64_t take_in_hand(Delivery first);
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
  // What is worked on; nothing is left of it but at a stop or an exception.
  std::deque<Delivery> in_hand;
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
      pull(link->get(), queue, api.next_subject(durable.name),
           options.pull_times) {}

RunEnd Consumer::State::run(const Sink& sink, const RunLimits& limits,
                            const std::stop_token& stop) {
  try {
    const RunEnd end = loop(sink, limits, stop);
    give_back_the_rest();
    return end;
  } catch (...) {
    give_back_the_rest();
    throw;
  }
}

RunEnd Consumer::State::loop(const Sink& sink, const RunLimits& limits,
                             const std::stop_token& stop) {
  for (;;) {
    if (const auto end = end_of(limits, stop)) return *end;
    follow_connection();
    auto delivery = next(limits, stop);
    if (!delivery) continue;
    may_be_idle = take_in_hand(std::move(*delivery)) == 0;
    gaps.look_at(in_hand);
    events_given += worker.work_on(in_hand, sink, stop);
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
  if (limits.when_idle == WhenIdle::kStop && may_be_idle && is_idle()) {
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
        pull.forget_request();
        gaps.look_at_stream();
    }
  }
}

std::optional<Delivery> Consumer::State::next(const RunLimits& limits,
                                              const std::stop_token& stop) {
  auto deadline = limits.deadline.value_or(kNever);
  if (!connection.is_up()) {
    return pull.next_unasked(std::min(deadline, connection.give_up_at()), stop);
  }
  if (limits.when_idle == WhenIdle::kStop) {
    deadline = std::min(deadline, steady_clock::now() + kIdleCheck);
  }
  const auto left = limits.max_events
                        ? *limits.max_events - events_given
                        : static_cast<std::uint64_t>(options.batch);
  const auto batch =
      std::min<std::uint64_t>(left, static_cast<std::uint64_t>(options.batch));
  auto delivery = pull.next(static_cast<int>(batch), deadline, stop);
  if (!delivery) may_be_idle = true;
  return delivery;
}

// With all others that have come: keys are derived faster together. Gives how
// many waited at the server behind the last of them.
std::uint64_t Consumer::State::take_in_hand(Delivery first) {
  in_hand.push_back(std::move(first));
  while (static_cast<int>(in_hand.size()) < options.batch) {
    auto another = pull.next_at_hand();
    if (!another) break;
    in_hand.push_back(std::move(*another));
  }
  return in_hand.back().info().pending;
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
  for (const auto& delivery : in_hand) acks.again(delivery);
  while (const auto delivery = pull.next_at_hand()) acks.again(*delivery);
  acks.flush();
}

Consumer::Consumer(ConsumerOptions options, std::stop_token stop)
    : state_(std::make_unique<State>(std::move(options), stop)) {}

Consumer::~Consumer() = default;

RunEnd Consumer::run(const Sink& sink, const RunLimits& limits,
                     const std::stop_token& stop) {
  return state_->run(sink, limits, stop);
}

}  // namespace chefs::consumer
