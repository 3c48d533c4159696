#include "consumer-kit/conformance/timeline/published_messages.h"

#include <algorithm>
#include <utility>

namespace chefs::conformance {

void PublishedMessages::add(PublishedMessage message) {
  const auto at = std::ranges::lower_bound(messages_, message.sequence, {},
                                           &PublishedMessage::sequence);
  if (at != messages_.end() && at->sequence == message.sequence) {
    *at = std::move(message);
    return;
  }
  // One subject after the other: it is kept once.
  if (at != messages_.begin() && *std::prev(at)->subject == *message.subject)
    message.subject = std::prev(at)->subject;
  messages_.insert(at, std::move(message));
}

const PublishedMessage* PublishedMessages::find(std::uint64_t sequence) const {
  const auto at = std::ranges::lower_bound(messages_, sequence, {},
                                           &PublishedMessage::sequence);
  return at != messages_.end() && at->sequence == sequence ? &*at : nullptr;
}

std::uint64_t PublishedMessages::last_sequence() const {
  return messages_.empty() ? 0 : messages_.back().sequence;
}

}  // namespace chefs::conformance
