#include "consumer-kit/reference/worker.h"

#include <utility>

namespace chefs::consumer {
namespace {

using std::chrono::steady_clock;

// The server is told that the work goes on when a quarter of its patience is
// over: a download, too, takes up to twenty seconds of the thirty.
constexpr int kParts = 4;

// Whoever reads along sees what was done no later than that.
constexpr std::chrono::milliseconds kCommitWithin{100};

}  // namespace

Worker::Worker(Rules rules, std::optional<RecoveryOptions> recovery,
               Acknowledger& acks, std::chrono::milliseconds ack_wait)
    : rules_(std::move(rules)), acks_(acks), ack_wait_(ack_wait) {
  if (recovery) recovery_.emplace(std::move(*recovery));
}

void Worker::take(std::vector<Delivery>& deliveries) {
  kept_at_ = committed_at_ = steady_clock::now();
  views_.clear();
  for (const auto& delivery : deliveries) {
    views_.push_back({delivery.subject(), delivery.bytes()});
  }
  classify_all(views_, rules_, results_);
  tasks_.clear();
  settled_ = finished_ = 0;
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    tasks_.push_back({std::move(deliveries[i]), std::move(results_[i])});
  }
}

std::size_t Worker::work(std::uint64_t most, const Sink& sink,
                         const Commit& commit, const std::stop_token& stop) {
  given_ = 0;
  while (given_ < most && finished_ < tasks_.size()) {
    if (!finish_next(sink, commit, stop)) break;
  }
  settle(commit);
  return given_;
}

// False if it was stopped before the event could be finished.
bool Worker::finish_next(const Sink& sink, const Commit& commit,
                         const std::stop_token& stop) {
  Task& task = tasks_[finished_];
  if (acks_.was_done(task.delivery)) {
    task.end = End::kDoneBefore;
  } else {
    keep(steady_clock::now());
    if (stop.stop_requested()) return false;
    if (must_be_downloaded(task.result)) {
      settle(commit);
      if (!download(task.result, stop)) return false;
    }
    const SinkAnswer answer = sink(task.delivery, task.result);
    task.end = answer == SinkAnswer::kDone ? End::kDone : End::kAgain;
    ++given_;
  }
  ++finished_;
  if (!commit || steady_clock::now() - committed_at_ >= kCommitWithin) {
    settle(commit);
  }
  return true;
}

bool Worker::must_be_downloaded(const EventResult& result) const {
  return result.outcome == Outcome::kOversize && recovery_ &&
         result.event.submission_id;
}

// False if it was stopped before the event could be finished.
bool Worker::download(EventResult& result, const std::stop_token& stop) const {
  const auto& event = result.event;
  Recovered got =
      recovery_->download(event.form_id, *event.submission_id, stop);
  if (auto* row = std::get_if<std::string>(&got)) {
    result.outcome = Outcome::kRecovered;
    result.plaintext = std::move(*row);
    return true;
  }
  const auto& fault = std::get<RecoveryFault>(got);
  if (fault.kind == RecoveryFaultKind::kStopped) return false;
  result.can_be_had_later = fault.kind == RecoveryFaultKind::kUnavailable;
  result.detail += "; not recovered: " + fault.text;
  return true;
}

// An event that is done is in hand until it is committed.
void Worker::keep(TimePoint now) {
  if (now - kept_at_ < ack_wait_ / kParts) return;
  for (std::size_t i = settled_; i < tasks_.size(); ++i) {
    acks_.working(tasks_[i].delivery);
  }
  kept_at_ = now;
}

void Worker::settle(const Commit& commit) {
  if (settled_ < finished_ && commit) commit();
  const std::size_t first = settled_;
  while (settled_ < finished_) tell_server(tasks_[settled_++]);
  // A thread of cnats frees messages; in a row, it is woken less often.
  for (std::size_t i = first; i < settled_; ++i) tasks_[i].delivery.release();
  committed_at_ = steady_clock::now();
}

void Worker::tell_server(const Task& task) {
  switch (task.end) {
    case End::kDone:
      return is_last_to_settle() ? acks_.done_last(task.delivery)
                                 : acks_.done(task.delivery);
    case End::kAgain:
      return acks_.again_soon(task.delivery);
    case End::kDoneBefore:
      return acks_.still_done(task.delivery);
  }
}

void Worker::give_back() {
  for (; settled_ < tasks_.size(); ++settled_) {
    acks_.again(tasks_[settled_].delivery);
  }
  finished_ = settled_;
}

}  // namespace chefs::consumer
