#include "producer/publisher.h"

#include <fmt/format.h>

#include <charconv>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "producer/publish_window.h"
#include "producer/raw_publish.h"
#include "transport/nats_connection.h"
#include "transport/nats_handles.h"

namespace chefs::producer {
namespace {

constexpr std::chrono::milliseconds kRetryPause{50};

using transport::ConnectionEvent;
using transport::ConnectionEventKind;
using transport::MessageHandle;

// A reply subject ends in the message's ticket.
std::optional<std::uint64_t> ticket_in(std::string_view reply_subject) {
  std::uint64_t ticket = 0;
  const char* const end = reply_subject.data() + reply_subject.size();
  const char* const start = reply_subject.data() + reply_subject.rfind('.') + 1;
  const auto [stopped, fault] = std::from_chars(start, end, ticket);
  if (fault != std::errc() || stopped != end) return std::nullopt;
  return ticket;
}

PublishAck ack_in(natsMsg* answer) {
  if (natsMsg_IsNoResponders(answer)) {
    PublishAck ack;
    ack.text =
        "no stream takes this subject (is JetStream on, does CHEFS exist?)";
    return ack;
  }
  return read_publish_ack(
      {natsMsg_GetData(answer),
       static_cast<std::size_t>(natsMsg_GetDataLength(answer))});
}

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
  static constexpr auto kEveryAnswer = std::numeric_limits<std::size_t>::max();

  enum class Link { kUp, kDown, kGone };

  explicit State(PublisherOptions chosen);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  transport::NatsConnectionOptions connection_options();
  void subscribe_to_answers();

  // On threads of cnats.
  void on_event(const ConnectionEvent& event);
  static void on_answer(natsConnection* nc, natsSubscription* subscription,
                        natsMsg* answer, void* closure);
  static void on_answers_complete(void* closure);

  // On the caller's thread. Lets time pass: waits for an answer, an event or a
  // deadline, at most until `limit`, then hands out what is finished.
  void advance(std::unique_lock<std::mutex>& lock, Time limit);
  void hand_out(std::unique_lock<std::mutex>& lock);
  void give_up_if_due(Time now);
  std::string why_gone() const;
  void wait_for_room(std::unique_lock<std::mutex>& lock);
  std::string take_spare_subject();
  natsStatus send_once(std::uint64_t ticket, const OutgoingMessage& message);
  void send(std::uint64_t ticket, const OutgoingMessage& message);
  void send_raw(std::uint64_t ticket, const OutgoingMessage& message);

  const PublisherOptions options;
  std::mutex mutex;
  std::condition_variable_any changed;
  PublishWindow window;
  Link link = Link::kUp;
  Time down_since{};
  std::vector<std::string> notices;
  // With the dot that a ticket stands behind.
  std::string inbox;
  // Used by the caller's thread alone, and kept for their room.
  std::string reply_subject;
  std::vector<PublishResult> finished;
  // Of results that were told.
  std::vector<std::string> spare_subjects;
  bool are_answers_complete = false;
  bool has_news = false;
  // An answer is news only once no more than this many are still missing, so
  // that a full window does not wake the caller for every message.
  std::size_t news_at_unanswered = kEveryAnswer;

  // Last, so that they end first: both call back into the members above.
  std::optional<transport::NatsConnection> connection;
  transport::SubscriptionHandle answers;
};

Publisher::State::State(PublisherOptions chosen)
    : options(std::move(chosen)),
      window(options.max_in_flight),
      connection(std::in_place, connection_options()) {
  subscribe_to_answers();
}

Publisher::State::~State() {
  if (!answers) return;
  natsSubscription_Unsubscribe(answers.get());
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return are_answers_complete; });
}

transport::NatsConnectionOptions Publisher::State::connection_options() {
  transport::NatsConnectionOptions made;
  made.url = options.url;
  made.name = "chefs-mock producer";
  made.nkey = options.nkey;
  made.ca_file = options.ca_file;
  made.on_event = [this](const ConnectionEvent& event) { on_event(event); };
  return made;
}

void Publisher::State::subscribe_to_answers() {
  natsInbox* raw_inbox = nullptr;
  transport::check(natsInbox_Create(&raw_inbox), "make a reply subject");
  inbox = std::string(raw_inbox) + '.';
  natsInbox_Destroy(raw_inbox);

  natsSubscription* raw = nullptr;
  transport::check(
      natsConnection_Subscribe(&raw, connection->get(), (inbox + '*').c_str(),
                               on_answer, this),
      "subscribe to acknowledgements");
  answers.reset(raw);
  transport::check(
      natsSubscription_SetOnCompleteCB(raw, on_answers_complete, this),
      "watch the end of a subscription");
}

void Publisher::State::on_event(const ConnectionEvent& event) {
  const std::lock_guard lock(mutex);
  const Time now = std::chrono::steady_clock::now();
  switch (event.kind) {
    case ConnectionEventKind::kDisconnected:
      if (link != Link::kUp) return;
      link = Link::kDown;
      down_since = now;
      window.connection_was_lost(
          "the connection broke before it was acknowledged; it may or may not "
          "be stored");
      notices.push_back(event.text.empty()
                            ? "the connection is lost; reconnecting"
                            : "the connection is lost (" + event.text +
                                  "); reconnecting");
      break;
    case ConnectionEventKind::kReconnected:
      if (link != Link::kDown) return;
      link = Link::kUp;
      // An answer that was under way may still arrive; not for long.
      window.connection_is_back(now + std::chrono::seconds(1));
      notices.push_back("reconnected");
      break;
    case ConnectionEventKind::kClosed:
      if (link != Link::kGone) link = Link::kGone;
      break;
    case ConnectionEventKind::kAsyncError:
      window.refuse_subject(refused_subject(event.text), event.text);
      break;
  }
  has_news = true;
  changed.notify_all();
}

void Publisher::State::on_answer(natsConnection*, natsSubscription*,
                                 natsMsg* answer, void* closure) {
  const MessageHandle owned(answer);
  auto* state = static_cast<State*>(closure);
  const auto ticket = ticket_in(natsMsg_GetSubject(answer));
  if (!ticket) return;
  const PublishAck ack = ack_in(answer);

  const std::lock_guard lock(state->mutex);
  state->window.answer(*ticket, ack);
  if (state->window.unanswered() > state->news_at_unanswered) return;
  state->has_news = true;
  state->changed.notify_all();
}

void Publisher::State::on_answers_complete(void* closure) {
  auto* state = static_cast<State*>(closure);
  const std::lock_guard lock(state->mutex);
  state->are_answers_complete = true;
  state->changed.notify_all();
}

std::string Publisher::State::why_gone() const {
  return fmt::format("the server at {} has been unreachable for {} ms",
                     options.url, options.reconnect_timeout.count());
}

void Publisher::State::give_up_if_due(Time now) {
  if (link == Link::kDown && now >= down_since + options.reconnect_timeout) {
    link = Link::kGone;
  }
  if (link == Link::kGone) {
    window.fail_all(PublishOutcome::kUnacknowledged, why_gone());
  }
}

void Publisher::State::advance(std::unique_lock<std::mutex>& lock, Time limit) {
  Time until = limit;
  if (const auto next = window.next_deadline()) until = std::min(until, *next);
  if (link == Link::kDown) {
    until = std::min(until, down_since + options.reconnect_timeout);
  }
  changed.wait_until(lock, until, [this] { return has_news; });
  has_news = false;
  const Time now = std::chrono::steady_clock::now();
  window.expire(now);
  give_up_if_due(now);
  hand_out(lock);
}

void Publisher::State::hand_out(std::unique_lock<std::mutex>& lock) {
  for (PublishResult& result : finished) {
    spare_subjects.push_back(std::move(result.subject));
  }
  finished.clear();
  window.take_finished(finished);
  const std::vector<std::string> told = std::exchange(notices, {});
  lock.unlock();
  for (const std::string& notice : told) {
    if (options.on_notice) options.on_notice(notice);
  }
  for (const PublishResult& result : finished) {
    if (options.on_result) options.on_result(result);
  }
  lock.lock();
}

std::string Publisher::State::take_spare_subject() {
  if (spare_subjects.empty()) return {};
  std::string subject = std::move(spare_subjects.back());
  spare_subjects.pop_back();
  return subject;
}

void Publisher::State::wait_for_room(std::unique_lock<std::mutex>& lock) {
  news_at_unanswered = options.max_in_flight / 4 * 3;
  if (window.has_finished() || !notices.empty()) hand_out(lock);
  while (link != Link::kGone && (window.is_full() || link == Link::kDown)) {
    advance(lock, Time::max());
  }
  news_at_unanswered = kEveryAnswer;
}

natsStatus Publisher::State::send_once(std::uint64_t ticket,
                                       const OutgoingMessage& message) {
  reply_subject = inbox;
  fmt::format_int digits(ticket);
  reply_subject.append(digits.data(), digits.size());
  return natsConnection_PublishRequest(
      connection->get(), message.subject.c_str(), reply_subject.c_str(),
      message.bytes.data(), static_cast<int>(message.bytes.size()));
}

void Publisher::State::send(std::uint64_t ticket,
                            const OutgoingMessage& message) {
  natsStatus status = send_once(ticket, message);
  // The connection broke and cnats holds back as much as it may; that it broke
  // is told a moment later, or was already.
  while (status == NATS_INSUFFICIENT_BUFFER) {
    std::unique_lock lock(mutex);
    advance(lock, std::chrono::steady_clock::now() + kRetryPause);
    if (link == Link::kGone) return;
    lock.unlock();
    status = send_once(ticket, message);
  }
  if (status == NATS_OK) return;
  const std::lock_guard lock(mutex);
  window.fail(ticket, PublishOutcome::kNotSent, natsStatus_GetText(status));
}

void Publisher::State::send_raw(std::uint64_t ticket,
                                const OutgoingMessage& message) {
  const RawPublishAnswer answer =
      raw_publish(message, {.url = options.url, .nkey = options.nkey});
  const std::lock_guard lock(mutex);
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

Publisher::Publisher(PublisherOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}

Publisher::~Publisher() = default;

void Publisher::publish(const OutgoingMessage& message) {
  std::unique_lock lock(state_->mutex);
  state_->wait_for_room(lock);
  const std::uint64_t ticket = state_->window.add(
      unanswered(message, state_->take_spare_subject()),
      std::chrono::steady_clock::now() + state_->options.ack_timeout);
  if (state_->link == State::Link::kGone) {
    state_->window.fail(ticket, PublishOutcome::kNotSent, state_->why_gone());
    return;
  }
  lock.unlock();

  const auto size_bytes = static_cast<std::int64_t>(message.bytes.size());
  if (size_bytes > natsConnection_GetMaxPayload(state_->connection->get())) {
    state_->send_raw(ticket, message);
  } else {
    state_->send(ticket, message);
  }
}

void Publisher::finish() {
  std::unique_lock lock(state_->mutex);
  state_->hand_out(lock);
  while (!state_->window.is_empty()) state_->advance(lock, Time::max());
  state_->hand_out(lock);
}

void Publisher::wait_until(Time time, const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] {
    const std::lock_guard lock(state_->mutex);
    state_->has_news = true;
    state_->changed.notify_all();
  });
  std::unique_lock lock(state_->mutex);
  while (!stop.stop_requested() && std::chrono::steady_clock::now() < time &&
         state_->link != State::Link::kGone) {
    state_->advance(lock, time);
  }
}

bool Publisher::is_gone() const {
  const std::lock_guard lock(state_->mutex);
  return state_->link == State::Link::kGone;
}

}  // namespace chefs::producer
