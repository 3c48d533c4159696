#include "producer/publish/player.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "producer/event/message_pipe.h"

namespace chefs::producer {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kMostToCatchUp{10};

class Player {
 public:
  Player(Publisher& publisher, std::optional<Pacer> pacer,
         const std::stop_token& stop)
      : publisher_(publisher), pacer_(pacer), stop_(stop) {}

  PlayEnd publish_all(MessagePipe& pipe) {
    MessageBatch batch;
    while (pipe.next_batch(batch)) {
      for (Messages left = batch.messages.all(); !left.empty();) {
        const Messages next = due_together(left);
        wait_for_turn(next.front().turn);
        if (stop_.stop_requested()) return PlayEnd::kStopped;
        if (publisher_.is_gone()) return PlayEnd::kServerGone;
        publisher_.publish(next);
        left = left.subspan(next.size());
      }
    }
    return PlayEnd::kFinished;
  }

 private:
  using Messages = std::span<const OutgoingMessage>;

  // At a pace, those of the first one's turn.
  Messages due_together(Messages left) const {
    if (!pacer_) return left;
    const auto later = std::find_if(
        left.begin(), left.end(),
        [turn = left.front().turn](const auto& m) { return m.turn != turn; });
    return {left.begin(), later};
  }

  void wait_for_turn(std::uint64_t turn) {
    if (!pacer_ || turn == last_turn_) return;
    last_turn_ = turn;
    publisher_.wait_until(pacer_->next(steady_clock::now()), stop_);
  }

  Publisher& publisher_;
  std::optional<Pacer> pacer_;
  const std::stop_token& stop_;
  std::uint64_t last_turn_ = 0;
};

}  // namespace

Pacer::Pacer(double turns_per_second, Time start)
    : interval_(static_cast<std::int64_t>(1e9 / turns_per_second)),
      due_(start) {}

Pacer::Time Pacer::next(Time now) {
  const Time turn = std::max(due_, now - kMostToCatchUp);
  due_ = turn + interval_;
  return turn;
}

PlayEnd play(MessageMaker& maker, Publisher& publisher,
             const PlayOptions& options, const std::stop_token& stop) {
  std::optional<Pacer> pacer;
  if (options.turns_per_second) {
    pacer.emplace(*options.turns_per_second, steady_clock::now());
  }
  MessagePipe pipe(maker, options.jobs);
  const PlayEnd end = Player(publisher, pacer, stop).publish_all(pipe);
  publisher.finish();
  return publisher.is_gone() ? PlayEnd::kServerGone : end;
}

}  // namespace chefs::producer
