#include "consumer-kit/reference/inbox.h"

#include <charconv>
#include <utility>

namespace chefs::consumer {
namespace {

using transport::check;
using transport::MessageHandle;

// A server that is there answers the flush in this time.
constexpr std::int64_t kDrainTimeoutMs = 2'000;

std::string new_inbox() {
  natsInbox* raw = nullptr;
  check(natsInbox_Create(&raw), "make an inbox");
  const transport::Handle<natsInbox, natsInbox_Destroy> inbox(raw);
  return raw;
}

bool has_more(natsSubscription* subscription) {
  std::uint64_t count = 0;
  natsSubscription_QueuedMsgs(subscription, &count);
  return count > 0;
}

}  // namespace

Inbox::Inbox(natsConnection* connection, MessageQueue& queue)
    : prefix_(new_inbox()), queue_(queue) {
  natsSubscription* raw = nullptr;
  const std::string all = prefix_ + ".*";
  check(
      natsConnection_Subscribe(&raw, connection, all.c_str(), on_message, this),
      "subscribe to an inbox");
  subscription_.reset(raw);
  // What is asked for is bounded; cnats must not drop any of it.
  check(natsSubscription_SetPendingLimits(raw, -1, -1),
        "lift the limits of an inbox");
  check(natsSubscription_SetOnCompleteCB(raw, on_complete, this),
        "watch the end of an inbox");
}

// cnats calls back on its own threads until it has said that it will not.
Inbox::~Inbox() {
  if (!subscription_) return;
  queue_.hold_nobody();
  natsSubscription_Unsubscribe(subscription_.get());
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_complete_; });
}

void Inbox::on_message(natsConnection*, natsSubscription* subscription,
                       natsMsg* message, void* closure) {
  auto& queue = static_cast<Inbox*>(closure)->queue_;
  queue.add(MessageHandle(message));
  if (!has_more(subscription)) queue.hand_over();
}

void Inbox::on_complete(void* closure) {
  auto* inbox = static_cast<Inbox*>(closure);
  std::lock_guard lock(inbox->mutex_);
  inbox->is_complete_ = true;
  inbox->changed_.notify_all();
}

std::optional<std::uint64_t> Inbox::number_of(std::string_view subject) const {
  if (!subject.starts_with(prefix_)) return std::nullopt;
  subject.remove_prefix(prefix_.size());
  if (!subject.starts_with('.')) return std::nullopt;
  std::uint64_t number = 0;
  const auto* end = subject.data() + subject.size();
  const auto read = std::from_chars(subject.data() + 1, end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

void Inbox::drain() {
  queue_.hold_nobody();
  const auto status =
      natsSubscription_DrainTimeout(subscription_.get(), kDrainTimeoutMs);
  if (status != NATS_OK) return;
  natsSubscription_WaitForDrainCompletion(subscription_.get(), kDrainTimeoutMs);
}

}  // namespace chefs::consumer
