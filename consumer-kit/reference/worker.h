// The work on events in hand: read and decrypt them, download what was
// withheld, give each to the sink, acknowledge it. Not the pulling: consumer.h.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "consumer-kit/reference/acknowledger.h"
#include "consumer-kit/reference/classify.h"
#include "consumer-kit/reference/delivery.h"
#include "consumer-kit/reference/recovery.h"

namespace chefs::consumer {

enum class SinkAnswer {
  kDone,   // acknowledge it
  kAgain,  // have it delivered again, in a second
};
// What it throws ends the work, with the event not acknowledged.
using Sink = std::function<SinkAnswer(const Delivery&, const EventResult&)>;
// Makes last what the sink did since the last time: one write, one transaction
// for several events. Only then are they acknowledged. What it throws ends the
// work, with none of them acknowledged.
using Commit = std::function<void()>;

class Worker {
 public:
  // The acknowledger must outlive this. `ack_wait` is how long an event may be
  // in hand before the server delivers it again; it is told in time that the
  // work goes on.
  Worker(Rules rules, std::optional<RecoveryOptions> recovery,
         Acknowledger& acks, std::chrono::milliseconds ack_wait);

  // Reads and decrypts them: keys are derived faster together. Nothing is in
  // hand by then.
  void take(std::vector<Delivery>& deliveries);
  // How many are not finished.
  std::size_t in_hand() const { return tasks_.size() - settled_; }
  // Finishes the first of those in hand, `most` or less, and gives how many
  // went to the sink. On a stop the event that is worked on is finished, and
  // the rest is left; a sink or a commit that throws leaves its events, too.
  // Nothing waits uncommitted while this waits for something else.
  std::size_t work(std::uint64_t most, const Sink& sink, const Commit& commit,
                   const std::stop_token& stop);
  // Gives back what is left, to be delivered again at once:
  // docs/decisions/0033.
  void give_back();

 private:
  using TimePoint = std::chrono::steady_clock::time_point;

  enum class End { kDone, kAgain, kDoneBefore };
  struct Task {
    Delivery delivery;
    EventResult result;
    // Of one that is finished.
    End end = End::kDone;
  };

  bool finish_next(const Sink& sink, const Commit& commit,
                   const std::stop_token& stop);
  bool must_be_downloaded(const EventResult& result) const;
  bool download(EventResult& result, const std::stop_token& stop) const;
  void settle(const Commit& commit);
  void tell_server(const Task& task);
  bool is_last_to_settle() const { return settled_ == finished_; }
  void keep(TimePoint now);

  Rules rules_;
  std::optional<Recovery> recovery_;
  Acknowledger& acks_;
  std::chrono::milliseconds ack_wait_;
  // Memory that is used again.
  std::vector<MessageView> views_;
  std::vector<EventResult> results_;
  // Those before `settled_` are over; those from there to `finished_` wait for
  // the commit.
  std::vector<Task> tasks_;
  std::size_t settled_ = 0;
  std::size_t finished_ = 0;
  std::size_t given_ = 0;
  TimePoint kept_at_{};
  TimePoint committed_at_{};
};

}  // namespace chefs::consumer
