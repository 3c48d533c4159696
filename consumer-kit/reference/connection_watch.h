// The connection of a consumer over time: the first attempts, a loss, its
// return, the point at which waiting for it is given up.
// Not the connection itself: server_link.h.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

#include "consumer-kit/reference/message_queue.h"
#include "consumer-kit/reference/notice.h"
#include "consumer-kit/reference/server_link.h"

namespace chefs::consumer {

// Tries until the patience has run out, waiting longer from time to time; a
// refused NKey is not tried again. The queue is woken on each event of the
// link, and must outlive it. Throws EnvironmentError.
std::unique_ptr<ServerLink> connect_patiently(
    ServerLinkOptions options, std::chrono::milliseconds patience,
    MessageQueue& queue, const OnNotice& on_notice,
    const std::stop_token& stop);

enum class ConnectionChange { kNone, kLost, kRestored };

class ConnectionWatch {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // The link must outlive this.
  ConnectionWatch(ServerLink& link, std::chrono::milliseconds patience,
                  OnNotice on_notice);

  // Takes what has happened, one event at a time. Throws EnvironmentError if
  // the connection was ended for good, if the account lacks a permission, or if
  // the connection has been down for longer than the patience.
  ConnectionChange next_change(TimePoint now);
  bool is_up() const { return !lost_at_; }
  // While it is down: when the patience runs out.
  TimePoint give_up_at() const { return *lost_at_ + patience_; }

 private:
  void tell(NoticeKind kind, const std::string& text) const;

  ServerLink& link_;
  std::chrono::milliseconds patience_;
  OnNotice on_notice_;
  std::optional<TimePoint> lost_at_;
};

}  // namespace chefs::consumer
