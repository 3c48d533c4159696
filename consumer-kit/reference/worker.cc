#include "consumer-kit/reference/worker.h"

#include <utility>
#include <vector>

namespace chefs::consumer {
namespace {

using std::chrono::steady_clock;

// The server is told that the work goes on when a quarter of its patience is
// over: a download, too, takes up to twenty seconds of the thirty.
constexpr int kParts = 4;

std::vector<MessageView> views_of(const std::deque<Delivery>& deliveries) {
  std::vector<MessageView> views;
  for (const auto& delivery : deliveries) {
    views.push_back({delivery.subject(), delivery.bytes()});
  }
  return views;
}

}  // namespace

Worker::Worker(Rules rules, std::optional<RecoveryOptions> recovery,
               Acknowledger& acks, std::chrono::milliseconds ack_wait)
    : rules_(std::move(rules)), acks_(acks), ack_wait_(ack_wait) {
  if (recovery) recovery_.emplace(std::move(*recovery));
}

std::size_t Worker::work_on(std::deque<Delivery>& in_hand, const Sink& sink,
                            const std::stop_token& stop) {
  kept_at_ = steady_clock::now();
  std::size_t given = 0;
  for (auto& result : classify_all(views_of(in_hand), rules_)) {
    const Delivery& delivery = in_hand.front();
    if (acks_.was_done(delivery)) {
      acks_.still_done(delivery);
    } else {
      keep(in_hand);
      if (stop.stop_requested() || !is_finished(result, stop)) break;
      const SinkAnswer answer = sink(delivery, result);
      ++given;
      answer == SinkAnswer::kDone ? acks_.done(delivery)
                                  : acks_.again_soon(delivery);
    }
    in_hand.pop_front();
  }
  return given;
}

// False if it was stopped before the event could be finished.
bool Worker::is_finished(EventResult& result,
                         const std::stop_token& stop) const {
  const auto& event = result.event;
  if (result.outcome != Outcome::kOversize || !recovery_) return true;
  if (!event.submission_id) return true;
  Recovered got =
      recovery_->download(event.form_id, *event.submission_id, stop);
  if (auto* row = std::get_if<std::string>(&got)) {
    result.outcome = Outcome::kRecovered;
    result.plaintext = std::move(*row);
    return true;
  }
  const auto& fault = std::get<RecoveryFault>(got);
  if (fault.kind == RecoveryFaultKind::kStopped) return false;
  result.detail += "; not recovered: " + fault.text;
  return true;
}

void Worker::keep(const std::deque<Delivery>& in_hand) {
  const auto now = steady_clock::now();
  if (now - kept_at_ < ack_wait_ / kParts) return;
  for (const auto& delivery : in_hand) acks_.working(delivery);
  kept_at_ = now;
}

}  // namespace chefs::consumer
