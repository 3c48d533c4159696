#include "producer/publish/publish_window.h"

#include <algorithm>
#include <utility>

namespace chefs::producer {

PublishWindow::PublishWindow(std::size_t capacity) : capacity_(capacity) {}

std::uint64_t PublishWindow::add(PublishResult message, Time deadline) {
  ++unanswered_;
  unanswered_bytes_ += message.size_bytes;
  waiting_.push_back({.result = std::move(message), .deadline = deadline});
  return first_ticket_ + waiting_.size() - 1;
}

PublishWindow::Waiting* PublishWindow::find(std::uint64_t ticket) {
  if (ticket < first_ticket_) return nullptr;
  const std::uint64_t index = ticket - first_ticket_;
  if (index >= waiting_.size() || waiting_[index].is_answered) return nullptr;
  return &waiting_[index];
}

void PublishWindow::answer(std::uint64_t ticket, const PublishAck& ack) {
  Waiting* message = find(ticket);
  if (message == nullptr) return;
  mark_answered(*message);
  message->result.outcome =
      ack.is_stored ? PublishOutcome::kStored : PublishOutcome::kRefused;
  message->result.sequence = ack.sequence;
  message->result.js_code = ack.js_code;
  message->result.text = ack.text;
}

void PublishWindow::fail(std::uint64_t ticket, PublishOutcome outcome,
                         std::string text) {
  Waiting* message = find(ticket);
  if (message == nullptr) return;
  mark_answered(*message);
  message->result.outcome = outcome;
  message->result.text = std::move(text);
}

void PublishWindow::refuse_subject(std::string_view subject,
                                   std::string_view text) {
  for (Waiting& message : waiting_) {
    if (message.is_answered || message.result.subject != subject) continue;
    mark_answered(message);
    message.result.outcome = PublishOutcome::kRefused;
    message.result.text = text;
  }
}

void PublishWindow::connection_was_lost(std::string reason) {
  lost_reason_ = std::move(reason);
  for (Waiting& message : waiting_) message.lost_connection = true;
}

void PublishWindow::connection_is_back(Time deadline) {
  for (Waiting& message : waiting_) {
    if (message.lost_connection) {
      message.deadline = std::min(message.deadline, deadline);
    }
  }
}

void PublishWindow::fail_all(PublishOutcome outcome, const std::string& text) {
  for (Waiting& message : waiting_) {
    if (message.is_answered) continue;
    mark_answered(message);
    message.result.outcome = outcome;
    message.result.text = text;
  }
}

void PublishWindow::expire(Time now) {
  for (Waiting& message : waiting_) {
    if (message.deadline > now) return;
    if (message.is_answered) continue;
    message.result.outcome = PublishOutcome::kUnacknowledged;
    message.result.text = message.lost_connection
                              ? lost_reason_
                              : "the server did not answer in time";
    mark_answered(message);
  }
}

std::optional<PublishWindow::Time> PublishWindow::next_deadline() const {
  if (waiting_.empty()) return std::nullopt;
  return waiting_.front().deadline;
}

void PublishWindow::mark_answered(Waiting& message) {
  message.is_answered = true;
  --unanswered_;
  unanswered_bytes_ -= message.result.size_bytes;
}

void PublishWindow::take_finished(std::vector<PublishResult>& finished) {
  while (!waiting_.empty() && waiting_.front().is_answered) {
    finished.push_back(std::move(waiting_.front().result));
    waiting_.pop_front();
    ++first_ticket_;
  }
}

}  // namespace chefs::producer
