#include "consumer-kit/conformance/consumer/published_messages.h"

#include <algorithm>
#include <utility>

namespace chefs::conformance {

void PublishedMessages::add(PublishedMessage message) {
  const auto at = std::lower_bound(
      messages_.begin(), messages_.end(), message.sequence,
      [](const PublishedMessage& known, std::uint64_t sequence) {
        return known.sequence < sequence;
      });
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
  const auto at =
      std::lower_bound(messages_.begin(), messages_.end(), sequence,
                       [](const PublishedMessage& known, std::uint64_t wanted) {
                         return known.sequence < wanted;
                       });
  return at != messages_.end() && at->sequence == sequence ? &*at : nullptr;
}

std::uint64_t PublishedMessages::last_sequence() const {
  return messages_.empty() ? 0 : messages_.back().sequence;
}

}  // namespace chefs::conformance
