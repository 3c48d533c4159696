#include "consumer-kit/reference/inbox.h"

#include <utility>

#include "base/text.h"

namespace chefs::consumer {
namespace {

using base::check;
using base::MessageHandle;

// A server that is there answers the flush in this time.
constexpr std::int64_t kDrainTimeoutMs = 2'000;

std::string new_inbox() {
  natsInbox* raw = nullptr;
  check(natsInbox_Create(&raw), "make an inbox");
  const base::Handle<natsInbox, natsInbox_Destroy> inbox(raw);
  return raw;
}

bool has_more(natsSubscription* subscription) {
  std::uint64_t count = 0;
  natsSubscription_QueuedMsgs(subscription, &count);
  return count > 0;
}

}  // namespace

Inbox::Inbox(const base::NatsConnection& connection, MessageQueue& queue)
    : prefix_(new_inbox()),
      queue_(queue),
      subscription_(connection.subscribe(
          prefix_ + ".*",
          [&queue](natsSubscription* from, MessageHandle message) {
            queue.add(std::move(message));
            if (!has_more(from)) queue.hand_over();
          })) {
  // What is asked for is bounded; cnats must not drop any of it.
  check(natsSubscription_SetPendingLimits(subscription_.get(), -1, -1),
        "lift the limits of an inbox");
}

// Or else the thread that adds may wait in the queue.
Inbox::~Inbox() { queue_.hold_nobody(); }

std::optional<std::uint64_t> Inbox::number_of(std::string_view subject) const {
  if (!subject.starts_with(prefix_)) return std::nullopt;
  subject.remove_prefix(prefix_.size());
  if (!subject.starts_with('.')) return std::nullopt;
  return base::whole_number<std::uint64_t>(subject.substr(1));
}

void Inbox::drain() {
  queue_.hold_nobody();
  const auto status =
      natsSubscription_DrainTimeout(subscription_.get(), kDrainTimeoutMs);
  if (status != NATS_OK) return;
  natsSubscription_WaitForDrainCompletion(subscription_.get(), kDrainTimeoutMs);
}

}  // namespace chefs::consumer
