#include "consumer-kit/reference/classify.h"

#include <cstddef>
#include <utility>
#include <variant>

#include "contract/cryptr.h"
#include "contract/key_batch_on_cores.h"
#include "contract/subject.h"

namespace chefs::consumer {
namespace {

using contract::DerivedKey;
using contract::EventKind;
using contract::KeyRequest;
using contract::Opened;
using contract::OpenFault;
using contract::Salt;
using contract::Secret;

// A sealed event on its way: which keys are left to try.
struct Sealed {
  EventResult* result = nullptr;
  Salt salt{};
  std::vector<const Secret*> keys;
  std::size_t next_key = 0;
};

bool is_private(std::string_view subject) {
  return subject.starts_with(to_string(contract::Visibility::kPrivate));
}

EventResult invalid(EventResult result, std::string reason) {
  result.outcome = Outcome::kInvalid;
  result.detail = std::move(reason);
  return result;
}

// Everything but decryption, which leaves its outcome undecryptable.
EventResult read(const MessageView& message, const Rules& rules) {
  EventResult result;
  result.event = contract::read_event(message.bytes);
  auto& event = result.event;
  if (event.kind == EventKind::kInvalid) {
    std::string reason = event.invalid_reason;
    return invalid(std::move(result), std::move(reason));
  }
  if (!rules.sources.empty() && !rules.sources.contains(event.source)) {
    result.outcome = Outcome::kIgnored;
    result.detail = event.source.empty() ? "it names no source"
                                         : "its source is " + event.source;
    return result;
  }
  switch (event.kind) {
    case EventKind::kPublic:
      if (is_private(message.subject)) {
        return invalid(std::move(result),
                       "payload.data is absent from a PRIVATE event");
      }
      result.outcome = Outcome::kProcessed;
      break;
    case EventKind::kSealed:
      result.outcome = Outcome::kUndecryptable;
      break;
    default:
      result.outcome = Outcome::kOversize;
      result.detail = event.error_code + ": " + event.error_message;
  }
  return result;
}

bool is_to_be_opened(const EventResult& result) {
  return result.outcome == Outcome::kUndecryptable;
}

// Nothing if no key can open it; the result then says why.
std::optional<Sealed> prepare(EventResult& result, const Rules& rules) {
  Sealed sealed;
  sealed.result = &result;
  const auto salt = contract::salt_of(result.event.sealed);
  if (const auto* fault = std::get_if<OpenFault>(&salt)) {
    result.detail = explain(*fault);
    return std::nullopt;
  }
  sealed.salt = std::get<Salt>(salt);
  sealed.keys = rules.keys.candidates(result.event.form_id);
  if (sealed.keys.empty()) {
    result.detail = "there is no key for the form " + result.event.form_id;
    return std::nullopt;
  }
  return sealed;
}

// True if there is another key to try.
bool open_with_next(Sealed& sealed, const DerivedKey& key) {
  auto& result = *sealed.result;
  Opened opened = contract::open_with(result.event.sealed, key);
  ++sealed.next_key;
  if (auto* plaintext = std::get_if<std::string>(&opened)) {
    result.outcome = Outcome::kProcessed;
    result.plaintext = std::move(*plaintext);
    result.detail.clear();
    result.event.sealed.clear();
    return false;
  }
  result.detail = explain(std::get<OpenFault>(opened));
  return sealed.next_key < sealed.keys.size();
}

std::vector<DerivedKey> next_keys(const std::vector<Sealed>& waiting) {
  std::vector<KeyRequest> requests;
  for (const auto& sealed : waiting) {
    requests.push_back(
        {sealed.keys[sealed.next_key]->reveal(), std::span(sealed.salt)});
  }
  std::vector<DerivedKey> keys(requests.size());
  contract::derive_keys_on_cores(requests, keys);
  return keys;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::kProcessed:
      return "processed";
    case Outcome::kIgnored:
      return "ignored";
    case Outcome::kOversize:
      return "oversize";
    case Outcome::kUndecryptable:
      return "undecryptable";
    case Outcome::kInvalid:
      return "invalid";
    case Outcome::kRecovered:
      return "recovered";
  }
  return "unknown";
}

EventResult classify(const MessageView& message, const Rules& rules) {
  return std::move(classify_all({&message, 1}, rules).front());
}

std::vector<EventResult> classify_all(std::span<const MessageView> messages,
                                      const Rules& rules) {
  std::vector<EventResult> results;
  classify_all(messages, rules, results);
  return results;
}

void classify_all(std::span<const MessageView> messages, const Rules& rules,
                  std::vector<EventResult>& results) {
  results.clear();
  results.reserve(messages.size());
  for (const auto& message : messages) results.push_back(read(message, rules));
  std::vector<Sealed> waiting;
  for (auto& result : results) {
    if (!is_to_be_opened(result)) continue;
    if (auto sealed = prepare(result, rules)) waiting.push_back(*sealed);
  }
  while (!waiting.empty()) {
    const auto keys = next_keys(waiting);
    std::vector<Sealed> still_waiting;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (open_with_next(waiting[i], keys[i])) {
        still_waiting.push_back(std::move(waiting[i]));
      }
    }
    waiting = std::move(still_waiting);
  }
}

}  // namespace chefs::consumer
