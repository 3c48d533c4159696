#include "producer/publish/publisher.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "producer/publish/publish_link.h"
#include "producer/publish/publish_window.h"
#include "producer/publish/raw_publish.h"

namespace chefs::producer {
namespace {

constexpr std::chrono::milliseconds kRetryPause{50};
// What cnats may gather before it is sent: few calls of the kernel, and a
// server that has something to do meanwhile.
constexpr std::size_t kMostGatheredBytes = 32 << 10;
// How long a publisher that is not called leaves the server's pings unanswered.
constexpr std::chrono::seconds kAttendance{1};

using base::ConnectionEvent;
using base::ConnectionEventKind;

// The subject in `Permissions Violation for Publish to "…"`, if it is one.
std::string_view refused_subject(std::string_view server_text) {
  constexpr std::string_view kStart = "Permissions Violation for Publish to \"";
  const std::size_t at = server_text.find(kStart);
  if (at == std::string_view::npos) return {};
  server_text.remove_prefix(at + kStart.size());
  return server_text.substr(0, server_text.find('"'));
}

// `subject` is any text: its room takes the message's.
PublishResult unanswered(const OutgoingMessage& message, std::string subject) {
  PublishResult result;
  result.number = message.number;
  result.subject = std::move(subject.assign(message.subject));
  result.kind = message.kind;
  result.size_bytes = static_cast<std::int64_t>(message.bytes.size());
  return result;
}

}  // namespace

struct Publisher::State {
  enum class Server { kUp, kAway, kGone };

  explicit State(PublisherOptions chosen);

  // On a thread of its own, for the time when nobody calls.
  void attend(const std::stop_token& stop);

  // With the mutex held, all of them. Lets time pass: sends, and waits for an
  // answer, an event or a deadline, at most until `limit`; then hands out what
  // is finished.
  void advance(Time limit);
  void take_in_answers();
  void take_in_events();
  void take_in_event(const ConnectionEvent& event);
  void expire(Time now);
  void give_up_if_due(Time now);
  // Something to hand out.
  bool has_news() const;
  void hand_out();
  std::string why_gone() const;
  std::string take_spare_subject();
  void wait_for_room();
  void publish(const OutgoingMessage& message);
  void gather(std::uint64_t ticket, const OutgoingMessage& message);
  void send_gathered();
  void send_raw(std::uint64_t ticket, const OutgoingMessage& message);

  const PublisherOptions options;
  // Held by the thread that calls, and by the one that attends meanwhile.
  mutable std::mutex mutex;
  PublishWindow window;
  Server server = Server::kUp;
  Time away_since{};
  std::vector<std::string> notices;
  // Answers to messages that are told from others once those are answered.
  std::size_t without_stream = 0;
  // Kept for their room.
  std::vector<PublishResult> finished;
  // Of results that were told.
  std::vector<std::string> spare_subjects;

  PublishLink link;
  // Last: it ends before what it uses.
  std::mutex attendance_mutex;
  std::condition_variable_any attendance;
  std::jthread attendant;
};

Publisher::State::State(PublisherOptions chosen)
    : options(std::move(chosen)),
      window(options.max_in_flight),
      link({.url = options.url,
            .nkey = options.nkey,
            .ca_file = options.ca_file}),
      attendant([this](const std::stop_token& stop) { attend(stop); }) {}

void Publisher::State::attend(const std::stop_token& stop) {
  std::unique_lock waiting(attendance_mutex);
  while (!stop.stop_requested()) {
    attendance.wait_for(waiting, stop, kAttendance, [] { return false; });
    const std::unique_lock lock(mutex, std::try_to_lock);
    if (!lock) continue;
    link.wait(Time::min());
    take_in_answers();
    take_in_events();
  }
}

void Publisher::State::advance(Time limit) {
  Time until = limit;
  if (const auto next = window.next_deadline()) until = std::min(until, *next);
  if (server == Server::kAway) {
    until = std::min(until, away_since + options.reconnect_timeout);
  }
  link.wait(has_news() ? Time::min() : until);
  take_in_answers();
  take_in_events();
  const Time now = std::chrono::steady_clock::now();
  expire(now);
  give_up_if_due(now);
  hand_out();
}

void Publisher::State::take_in_answers() {
  without_stream +=
      link.take_answers([this](std::uint64_t ticket, const PublishAck& ack) {
        window.answer(ticket, ack);
      });
  if (without_stream == 0 || without_stream < window.unanswered()) return;
  without_stream = 0;
  window.fail_all(
      PublishOutcome::kRefused,
      "no stream takes this subject (is JetStream on, does CHEFS exist?)");
}

void Publisher::State::take_in_events() {
  for (const ConnectionEvent& event : link.take_events()) take_in_event(event);
}

void Publisher::State::take_in_event(const ConnectionEvent& event) {
  const Time now = std::chrono::steady_clock::now();
  switch (event.kind) {
    case ConnectionEventKind::kDisconnected:
      if (server != Server::kUp) return;
      server = Server::kAway;
      away_since = now;
      window.connection_was_lost(
          "the connection broke before it was acknowledged; it may or may not "
          "be stored");
      notices.push_back(event.text.empty()
                            ? "the connection is lost; reconnecting"
                            : "the connection is lost (" + event.text +
                                  "); reconnecting");
      break;
    case ConnectionEventKind::kReconnected:
      if (server != Server::kAway) return;
      server = Server::kUp;
      // An answer that was under way may still arrive; not for long.
      window.connection_is_back(now + std::chrono::seconds(1));
      notices.push_back("reconnected");
      break;
    case ConnectionEventKind::kClosed:
      server = Server::kGone;
      break;
    case ConnectionEventKind::kAsyncError:
      window.refuse_subject(refused_subject(event.text), event.text);
      break;
  }
}

std::string Publisher::State::why_gone() const {
  return fmt::format("the server at {} has been unreachable for {} ms",
                     options.url, options.reconnect_timeout.count());
}

// What has waited too long may be what no stream takes.
void Publisher::State::expire(Time now) {
  const std::size_t before = window.unanswered();
  window.expire(now);
  if (window.unanswered() < before) without_stream = 0;
}

void Publisher::State::give_up_if_due(Time now) {
  if (server == Server::kAway &&
      now >= away_since + options.reconnect_timeout) {
    server = Server::kGone;
  }
  if (server == Server::kGone) {
    window.fail_all(PublishOutcome::kUnacknowledged, why_gone());
  }
}

bool Publisher::State::has_news() const {
  return window.has_finished() || !notices.empty();
}

void Publisher::State::hand_out() {
  if (!has_news()) return;
  for (PublishResult& result : finished) {
    spare_subjects.push_back(std::move(result.subject));
  }
  finished.clear();
  window.take_finished(finished);
  for (const std::string& notice : std::exchange(notices, {})) {
    if (options.on_notice) options.on_notice(notice);
  }
  for (const PublishResult& result : finished) {
    if (options.on_result) options.on_result(result);
  }
}

std::string Publisher::State::take_spare_subject() {
  if (spare_subjects.empty()) return {};
  std::string subject = std::move(spare_subjects.back());
  spare_subjects.pop_back();
  return subject;
}

// A window that was full is emptied by a quarter, so that what follows can be
// gathered again.
void Publisher::State::wait_for_room() {
  if (server == Server::kUp && !window.is_full()) return;
  send_gathered();
  const std::size_t most_unanswered = options.max_in_flight / 4 * 3;
  while (server != Server::kGone &&
         (window.is_full() || window.unanswered() > most_unanswered ||
          server == Server::kAway)) {
    advance(Time::max());
  }
}

void Publisher::State::gather(std::uint64_t ticket,
                              const OutgoingMessage& message) {
  natsStatus status = link.gather(ticket, message);
  // The connection broke and cnats holds back as much as it may; that it broke
  // is told a moment later, or was already.
  while (status == NATS_INSUFFICIENT_BUFFER) {
    advance(std::chrono::steady_clock::now() + kRetryPause);
    if (server == Server::kGone) return;
    status = link.gather(ticket, message);
  }
  if (status != NATS_OK) {
    window.fail(ticket, PublishOutcome::kNotSent, natsStatus_GetText(status));
    return;
  }
  if (link.gathered_bytes() >= kMostGatheredBytes) send_gathered();
}

void Publisher::State::send_gathered() {
  link.send();
  while (link.has_unsent() && server == Server::kUp) advance(Time::max());
}

void Publisher::State::send_raw(std::uint64_t ticket,
                                const OutgoingMessage& message) {
  const RawPublishAnswer answer =
      raw_publish(message, {.url = options.url, .nkey = options.nkey});
  switch (answer.kind) {
    case RawPublishAnswer::Kind::kAcknowledged:
      window.answer(ticket, answer.ack);
      return;
    case RawPublishAnswer::Kind::kDropped:
      window.fail(ticket, PublishOutcome::kDropped, answer.text);
      notices.push_back("a connection was dropped; going on over another");
      return;
    case RawPublishAnswer::Kind::kFailed:
      window.fail(ticket, PublishOutcome::kUnacknowledged, answer.text);
  }
}

void Publisher::State::publish(const OutgoingMessage& message) {
  wait_for_room();
  const std::uint64_t ticket =
      window.add(unanswered(message, take_spare_subject()),
                 std::chrono::steady_clock::now() + options.ack_timeout);
  if (server == Server::kGone) {
    window.fail(ticket, PublishOutcome::kNotSent, why_gone());
    return;
  }
  const auto size_bytes = static_cast<std::int64_t>(message.bytes.size());
  if (size_bytes <= link.max_payload_bytes()) {
    gather(ticket, message);
    return;
  }
  // After those before it.
  send_gathered();
  send_raw(ticket, message);
}

Publisher::Publisher(PublisherOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}

Publisher::~Publisher() = default;

void Publisher::publish(std::span<const OutgoingMessage> messages) {
  const std::lock_guard lock(state_->mutex);
  for (const OutgoingMessage& message : messages) state_->publish(message);
  state_->send_gathered();
  state_->advance(Time::min());
}

void Publisher::finish() {
  const std::lock_guard lock(state_->mutex);
  state_->hand_out();
  while (!state_->window.is_empty()) state_->advance(Time::max());
  state_->hand_out();
}

void Publisher::wait_until(Time time, const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { state_->link.wake(); });
  const std::lock_guard lock(state_->mutex);
  while (!stop.stop_requested() && std::chrono::steady_clock::now() < time &&
         state_->server != State::Server::kGone) {
    state_->advance(time);
  }
}

bool Publisher::is_gone() const {
  const std::lock_guard lock(state_->mutex);
  return state_->server == State::Server::kGone;
}

}  // namespace chefs::producer
