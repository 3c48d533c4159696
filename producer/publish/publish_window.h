// The messages that are on their way: sent, not yet answered. Bounded, ordered
// and free of I/O. Answers may come in any order; results leave in the order
// of sending. Not thread-safe: the publisher guards it.
// Why: docs/decisions/0041.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "producer/publish/publish_result.h"

namespace chefs::producer {

class PublishWindow {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // What a client may have to hold back for a server that is slow to take it.
  static constexpr std::int64_t kMaxUnansweredBytes = 16 << 20;

  explicit PublishWindow(std::size_t capacity);

  // By number, or by bytes, which count where messages are large.
  bool is_full() const {
    return waiting_.size() >= capacity_ ||
           unanswered_bytes_ >= kMaxUnansweredBytes;
  }
  bool is_empty() const { return waiting_.empty(); }
  std::size_t unanswered() const { return unanswered_; }

  // Names the message until it is answered; give it back to answer(). Its
  // deadline is no earlier than those of the messages before it.
  std::uint64_t add(PublishResult message, Time deadline);
  // Ignored if the message is not waiting (a late or repeated answer).
  void answer(std::uint64_t ticket, const PublishAck& ack);
  void fail(std::uint64_t ticket, PublishOutcome outcome, std::string text);

  // The server refused to let this subject be published.
  void refuse_subject(std::string_view subject, std::string_view text);
  // What was sent until now went over a connection that is lost; what has not
  // been answered by `deadline` is reported with this reason.
  void connection_was_lost(std::string reason);
  void connection_is_back(Time deadline);
  // Gives up on everything that still waits.
  void fail_all(PublishOutcome outcome, const std::string& text);

  // Fails what has waited until its deadline.
  void expire(Time now);
  // When expire() has something to do next, if ever.
  std::optional<Time> next_deadline() const;

  // Whether take_finished() has something to take.
  bool has_finished() const {
    return !waiting_.empty() && waiting_.front().is_answered;
  }
  // Takes the results that are ready, oldest first, no gaps.
  void take_finished(std::vector<PublishResult>& finished);

 private:
  struct Waiting {
    PublishResult result;
    Time deadline;
    bool is_answered = false;
    bool lost_connection = false;
  };

  Waiting* find(std::uint64_t ticket);
  void mark_answered(Waiting& message);

  std::size_t capacity_;
  std::uint64_t first_ticket_ = 0;
  std::deque<Waiting> waiting_;
  std::size_t unanswered_ = 0;
  std::int64_t unanswered_bytes_ = 0;
  std::string lost_reason_;
};

}  // namespace chefs::producer
