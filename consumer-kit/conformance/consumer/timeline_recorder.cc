#include "consumer-kit/conformance/consumer/timeline_recorder.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace chefs::conformance {

TimelineRecorder::TimelineRecorder(
    std::function<void(const TimelineEvent&)> on_event)
    : on_event_(std::move(on_event)),
      news_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!news_)
    throw std::system_error(errno, std::generic_category(), "eventfd");
}

void TimelineRecorder::tell_news() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written =
      ::write(news_.get(), &one, sizeof(one));
}

void TimelineRecorder::hear_news() {
  std::uint64_t count = 0;
  [[maybe_unused]] const ssize_t taken =
      ::read(news_.get(), &count, sizeof(count));
}

// A delivery's subject is that of its message: 100 000 copies of it are not
// needed.
void TimelineRecorder::drop_known_subject(TimelineEvent& event) const {
  const auto message = timeline_.messages.find(event.sequence);
  if (message == timeline_.messages.end() ||
      message->second.subject != event.text)
    return;
  event.text = {};
  event.text.shrink_to_fit();
}

void TimelineRecorder::keep(TimelineEvent event) {
  progress_.take(event);
  if (event.kind == EventKind::kReported) timeline_.is_reporting = true;
  if (on_event_) on_event_(event);
  if (event.kind == EventKind::kDelivered) drop_known_subject(event);
  // What is told late belongs a little before the end.
  auto& events = timeline_.events;
  if (events.empty() || events.back().at <= event.at) {
    events.push_back(std::move(event));
  } else {
    events.insert(
        std::ranges::upper_bound(events, event.at, {}, &TimelineEvent::at),
        std::move(event));
  }
  tell_news();
}

void TimelineRecorder::expect(std::size_t messages) {
  // Published, delivered, reported, acknowledged; and some of other kinds.
  constexpr std::size_t kEventsEach = 4;
  constexpr std::size_t kOthers = 4'096;
  const std::lock_guard lock(mutex_);
  timeline_.events.reserve(kEventsEach * messages + kOthers);
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
  timeline_.messages.emplace(message.sequence, std::move(message));
  keep(std::move(event));
}

Timeline TimelineRecorder::take() {
  const std::lock_guard lock(mutex_);
  return std::move(timeline_);
}

}  // namespace chefs::conformance
