#include "consumer-kit/conformance/consumer/timeline_recorder.h"

#include <algorithm>
#include <utility>

namespace chefs::conformance {

TimelineRecorder::TimelineRecorder(
    std::function<void(const TimelineEvent&)> on_event)
    : on_event_(std::move(on_event)) {}

// What the message has need not be said 100 000 times.
void TimelineRecorder::drop_known(TimelineEvent& event) const {
  // Its kind says it.
  if (event.kind == EventKind::kAcked &&
      event.count == static_cast<std::uint64_t>(AckKind::kAck))
    event.text = {};
  const PublishedMessage* message = timeline_.messages.find(event.sequence);
  if (message == nullptr) return;
  if (event.kind == EventKind::kPublished ||
      (event.kind == EventKind::kDelivered && event.text == *message->subject))
    event.text = {};
  if (event.kind == EventKind::kReported) drop_known(event, *message);
}

void TimelineRecorder::drop_known(TimelineEvent& report,
                                  const PublishedMessage& message) {
  Report said = parse_report_text(report.sequence, report.text);
  const auto drop = [&report](std::string& text, const PackedText& known,
                              std::uint64_t bit) {
    if (text.empty() || known != text) return;
    text.clear();
    report.count |= bit;
  };
  drop(said.submission_id, message.submission_id, kSaidSubmission);
  drop(said.plaintext_sha256, message.plaintext_sha256, kSaidPlaintext);
  report.text = as_text(said);
}

void TimelineRecorder::keep(TimelineEvent event) {
  progress_.take(event);
  if (event.kind == EventKind::kReported) timeline_.is_reporting = true;
  if (on_event_) on_event_(event);
  drop_known(event);
  // What is told late belongs a little before the end.
  auto& events = timeline_.events;
  if (events.empty() || events.back().at <= event.at) {
    events.push_back(std::move(event));
  } else {
    events.insert(
        std::ranges::upper_bound(events, event.at, {}, &TimelineEvent::at),
        std::move(event));
  }
  news_.raise();
}

void TimelineRecorder::expect(std::size_t messages) {
  // Published, delivered, reported, acknowledged, and as many of other kinds: a
  // request for each, or a second delivery. What is not used takes no memory.
  constexpr std::size_t kEventsEach = 8;
  constexpr std::size_t kOthers = 4'096;
  const std::lock_guard lock(mutex_);
  timeline_.events.reserve(kEventsEach * messages + kOthers);
  timeline_.messages.reserve(messages);
}

void TimelineRecorder::add(TimelineEvent event) {
  const std::lock_guard lock(mutex_);
  event.at = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin_);
  keep(std::move(event));
}

void TimelineRecorder::add_at(SteadyTime when, TimelineEvent event) {
  const std::lock_guard lock(mutex_);
  event.at =
      std::chrono::duration_cast<std::chrono::microseconds>(when - begin_);
  keep(std::move(event));
}

void TimelineRecorder::add_published(SteadyTime when,
                                     PublishedMessage message) {
  TimelineEvent event{.kind = EventKind::kPublished,
                      .sequence = message.sequence,
                      .text = message.name};
  const std::lock_guard lock(mutex_);
  event.at =
      std::chrono::duration_cast<std::chrono::microseconds>(when - begin_);
  progress_.take_published(message.name, message.sequence);
  timeline_.messages.add(std::move(message));
  keep(std::move(event));
}

Timeline TimelineRecorder::take() {
  const std::lock_guard lock(mutex_);
  return std::move(timeline_);
}

}  // namespace chefs::conformance
