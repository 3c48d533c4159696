#include "producer/event/sealed_event.h"

#include <span>
#include <utility>

#include "contract/js_json.h"
#include "contract/key_batch.h"
#include "contract/size_rule.h"

namespace chefs::producer {
namespace {

using contract::DerivedKey;
using contract::KeyRequest;
using contract::Visibility;

bool is_sealed(const UnsealedEvent& event) {
  return event.streams.is_enabled && event.streams.is_private_on;
}

void append_private_message(const SealedEvent& event,
                            std::int64_t max_msg_size_bytes,
                            MessageList& messages) {
  OutgoingMessage& message = messages.add();
  append_subject(event.meta, Visibility::kPrivate, message.subject);
  message.kind = MessageKind::kSealed;
  if (event.size_check == SizeCheck::kSkipped) {
    append_private_event(event.meta, event.hex, message.bytes);
    return;
  }
  contract::PrivateMessage checked =
      apply_size_rule(event.meta, event.hex, max_msg_size_bytes);
  message.bytes = std::move(checked.bytes);
  if (checked.is_withheld) message.kind = MessageKind::kWithheld;
}

template <typename Derive>
std::vector<SealedEvent> seal_all(std::vector<UnsealedEvent> events,
                                  const Derive& derive) {
  std::vector<KeyRequest> requests;
  for (const UnsealedEvent& event : events) {
    if (!is_sealed(event)) continue;
    requests.push_back({event.encryption_key.reveal(), event.seed.salt});
  }
  std::vector<DerivedKey> keys(requests.size());
  derive(requests, keys);

  std::vector<SealedEvent> sealed;
  auto key = keys.begin();
  for (UnsealedEvent& each : events) {
    // Ends here: large ones are not held twice.
    UnsealedEvent event = std::move(each);
    SealedEvent& made = sealed.emplace_back();
    if (is_sealed(event)) {
      made.hex =
          seal_with(event.plaintext, *key++, event.seed.salt, event.seed.iv);
    }
    made.meta = std::move(event.meta);
    made.streams = event.streams;
    made.size_check = event.size_check;
  }
  return sealed;
}

}  // namespace

bool has_private_event(const Occurrence& occurrence) {
  const StreamSettings& streams = occurrence.settings->streams;
  return streams.is_enabled && streams.is_private_on;
}

bool has_public_event(const Occurrence& occurrence) {
  const StreamSettings& streams = occurrence.settings->streams;
  return streams.is_enabled && streams.is_public_on;
}

UnsealedEvent prepare(const Occurrence& occurrence,
                      contract::RandomSource& random) {
  SealSeed seed;
  if (has_private_event(occurrence)) {
    random.fill(seed.salt);
    random.fill(seed.iv);
  }
  return prepare(occurrence, seed);
}

UnsealedEvent prepare(const Occurrence& occurrence, const SealSeed& seed) {
  UnsealedEvent event;
  event.meta = meta_of(occurrence);
  event.streams = occurrence.settings->streams;
  event.size_check = occurrence.size_check;
  if (!is_sealed(event)) return event;

  event.plaintext = contract::stringify(payload_row(occurrence));
  event.encryption_key = occurrence.settings->encryption_key;
  event.seed = seed;
  return event;
}

std::vector<SealedEvent> seal(std::vector<UnsealedEvent> events) {
  return seal_all(std::move(events), [](std::span<const KeyRequest> requests,
                                        std::span<DerivedKey> keys) {
    contract::derive_keys(requests, keys);
  });
}

std::vector<SealedEvent> seal(std::vector<UnsealedEvent> events,
                              KeyCache& cache) {
  return seal_all(
      std::move(events),
      [&cache](std::span<const KeyRequest> requests,
               std::span<DerivedKey> keys) { cache.derive(requests, keys); });
}

void append_messages(const SealedEvent& event, std::int64_t max_msg_size_bytes,
                     MessageList& messages) {
  if (!event.streams.is_enabled) return;
  if (event.streams.is_private_on) {
    append_private_message(event, max_msg_size_bytes, messages);
  }
  if (event.streams.is_public_on) append_public_message(event.meta, messages);
}

void append_public_message(const contract::EventMeta& meta,
                           MessageList& messages) {
  OutgoingMessage& message = messages.add();
  append_subject(meta, Visibility::kPublic, message.subject);
  message.kind = MessageKind::kPublic;
  append_public_event(meta, message.bytes);
}

}  // namespace chefs::producer
