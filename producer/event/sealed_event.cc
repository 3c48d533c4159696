#include "producer/event/sealed_event.h"

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

void append_private_message(const UnsealedEvent& event,
                            std::int64_t max_msg_size_bytes,
                            MessageList& messages) {
  OutgoingMessage& message = messages.add();
  append_subject(event.meta, Visibility::kPrivate, message.subject);
  message.kind = MessageKind::kSealed;
  if (event.size_check == SizeCheck::kSkipped) {
    append_private_event(event.meta, event.sealed_hex, message.bytes);
    return;
  }
  contract::PrivateMessage checked =
      apply_size_rule(event.meta, event.sealed_hex, max_msg_size_bytes);
  message.bytes = std::move(checked.bytes);
  if (checked.is_withheld) message.kind = MessageKind::kWithheld;
}

template <typename Derive>
void seal_all(std::span<UnsealedEvent> events, const Derive& derive) {
  std::vector<UnsealedEvent*> wanted;
  std::vector<KeyRequest> requests;
  for (UnsealedEvent& event : events) {
    if (!is_sealed(event)) continue;
    wanted.push_back(&event);
    requests.push_back({event.encryption_key.reveal(), event.salt});
  }

  std::vector<DerivedKey> keys(requests.size());
  derive(requests, keys);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    UnsealedEvent& event = *wanted[i];
    event.sealed_hex =
        seal_with(event.plaintext, keys[i], event.salt, event.iv);
  }
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
  event.salt = seed.salt;
  event.iv = seed.iv;
  return event;
}

void seal(std::span<UnsealedEvent> events) {
  seal_all(events, [](std::span<const KeyRequest> requests,
                      std::span<DerivedKey> keys) {
    contract::derive_keys(requests, keys);
  });
}

void seal(std::span<UnsealedEvent> events, KeyCache& cache) {
  seal_all(events, [&cache](std::span<const KeyRequest> requests,
                            std::span<DerivedKey> keys) {
    cache.derive(requests, keys);
  });
}

void append_messages(const UnsealedEvent& event,
                     std::int64_t max_msg_size_bytes, MessageList& messages) {
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
