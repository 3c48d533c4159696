// What a consumer made of one message.
// Not whether it was acknowledged: every outcome is, once the work is done.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract/received_event.h"

namespace chefs::consumer {

enum class Outcome {
  kProcessed,      // a public event, or a private one that was decrypted
  kIgnored,        // from a source that is not ours
  kOversize,       // its payload was withheld and was not downloaded
  kUndecryptable,  // no key, the wrong key, or bytes that were changed
  kInvalid,        // no CHEFS event
  kRecovered,      // its payload was withheld and was downloaded
};

// "processed", "ignored", "oversize", "undecryptable", "invalid", "recovered".
std::string_view to_string(Outcome outcome);

struct EventResult {
  Outcome outcome = Outcome::kInvalid;
  // What could be read; `sealed` is empty once it was opened.
  contract::ReceivedEvent event;
  // The row that a private event carries, or that was downloaded in its place.
  std::optional<std::string> plaintext;
  // Of kOversize: the API did not answer yet, and may do so later.
  bool can_be_had_later = false;
  // Why the outcome is what it is, for people; empty if it goes without saying.
  std::string detail;
};

}  // namespace chefs::consumer
