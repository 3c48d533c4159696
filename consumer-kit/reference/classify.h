// From the bytes of messages to what a consumer makes of them. Pure: no I/O, no
// clock, the same bytes give the same result, and no bytes make it throw.
// Not the download of what was withheld: recovery.h.
//
//   Rules rules{.sources = {"chefs"}, .keys = keys};
//   EventResult result = classify({subject, bytes}, rules);
//   switch (result.outcome) …
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/reference/key_ring.h"
#include "consumer-kit/reference/outcome.h"

namespace chefs::consumer {

struct Rules {
  // Events of other sources are ignored; empty: none are.
  std::set<std::string, std::less<>> sources;
  KeyRing keys;
};

struct MessageView {
  std::string_view subject;
  std::string_view bytes;
};

EventResult classify(const MessageView& message, const Rules& rules);

// The same for many: keys are derived together (contract/key_batch.h), which
// takes a fraction of the time.
std::vector<EventResult> classify_all(std::span<const MessageView> messages,
                                      const Rules& rules);
// In place of what `results` held, whose memory is used again.
void classify_all(std::span<const MessageView> messages, const Rules& rules,
                  std::vector<EventResult>& results);

}  // namespace chefs::consumer
