// Collects a case's timeline from everybody who sees a part of it, on whatever
// thread, puts times to it, and wakes the one who waits. Thread-safe.
//
//   recorder.add({.kind = EventKind::kStarted, .count = 1});
//   poll(recorder.descriptor()) …
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "base/event_descriptor.h"
#include "consumer-kit/conformance/consumer/case_progress.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

class TimelineRecorder {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;

  // `on_event` may be empty; it is called in order, one call at a time.
  explicit TimelineRecorder(
      std::function<void(const TimelineEvent&)> on_event = {});

  // So many messages are to come: a timeline that grows by doubling needs three
  // times its size for a moment.
  void expect(std::size_t messages);
  // `at` is set to now.
  void add(TimelineEvent event);
  // For what is known only later, e.g. the sequence of a message that was sent.
  void add_at(SteadyTime when, TimelineEvent event);
  void add_published(SteadyTime when, PublishedMessage message);
  // When the case began.
  SteadyTime begin() const { return begin_; }

  // Readable once something was added; until hear_news() is called.
  int descriptor() const { return news_.get(); }
  // To be called before looking at what came: what comes after is news again.
  void hear_news() { news_.lower(); }
  // Calls with the progress, which does not change meanwhile.
  template <typename Look>
  auto look(Look&& look_at) {
    const std::lock_guard lock(mutex_);
    return look_at(static_cast<const CaseProgress&>(progress_));
  }

  // What was collected, in order of time. Nothing is to be added any more.
  Timeline take();

 private:
  void keep(TimelineEvent event);
  void drop_known(TimelineEvent& event) const;
  static void drop_known(TimelineEvent& report,
                         const PublishedMessage& message);

  const SteadyTime begin_ = std::chrono::steady_clock::now();
  const std::function<void(const TimelineEvent&)> on_event_;
  base::EventDescriptor news_;
  std::mutex mutex_;
  Timeline timeline_;
  CaseProgress progress_;
};

}  // namespace chefs::conformance
