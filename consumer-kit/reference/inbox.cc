#include "consumer-kit/reference/inbox.h"

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
  natsSubscription_Unsubscribe(subscription_.get());
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return is_complete_; });
}

void Inbox::on_message(natsConnection*, natsSubscription*, natsMsg* message,
                       void* closure) {
  static_cast<Inbox*>(closure)->queue_.add(MessageHandle(message));
}

void Inbox::on_complete(void* closure) {
  auto* inbox = static_cast<Inbox*>(closure);
  std::lock_guard lock(inbox->mutex_);
  inbox->is_complete_ = true;
  inbox->changed_.notify_all();
}

void Inbox::drain() {
  const auto status =
      natsSubscription_DrainTimeout(subscription_.get(), kDrainTimeoutMs);
  if (status != NATS_OK) return;
  natsSubscription_WaitForDrainCompletion(subscription_.get(), kDrainTimeoutMs);
}

}  // namespace chefs::consumer
