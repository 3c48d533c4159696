#include "consumer-kit/reference/worker.h"

#include <utility>

namespace chefs::consumer {
namespace {

using std::chrono::steady_clock;

// The server is told that the work goes on when a quarter of its patience is
// over: a download takes up to twenty seconds of the thirty.
constexpr int kParts = 4;

std::vector<MessageView> views_of(std::span<const Delivery> deliveries) {
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

std::size_t Worker::work_on(const std::vector<Delivery>& deliveries,
                            const Sink& sink, const std::stop_token& stop) {
  const std::span<const Delivery> all(deliveries);
  kept_at_ = steady_clock::now();
  auto results = classify_all(views_of(all), rules_);
  std::size_t given = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto in_hand = all.subspan(i);
    if (acks_.was_done(all[i])) {
      acks_.still_done(all[i]);
      continue;
    }
    keep(in_hand);
    if (stop.stop_requested() || !is_finished(results[i], stop)) {
      give_back(in_hand);
      break;
    }
    try {
      ++given;
      if (sink(all[i], results[i]) == SinkAnswer::kDone) {
        acks_.done(all[i]);
      } else {
        acks_.again_soon(all[i]);
      }
    } catch (...) {
      give_back(in_hand);
      throw;
    }
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

void Worker::keep(std::span<const Delivery> in_hand) {
  const auto now = steady_clock::now();
  if (now - kept_at_ < ack_wait_ / kParts) return;
  for (const auto& delivery : in_hand) acks_.working(delivery);
  kept_at_ = now;
}

void Worker::give_back(std::span<const Delivery> in_hand) {
  for (const auto& delivery : in_hand) acks_.again(delivery);
}

}  // namespace chefs::consumer
