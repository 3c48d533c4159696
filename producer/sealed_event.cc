#include "producer/sealed_event.h"

#include "contract/js_json.h"
#include "contract/key_batch.h"
#include "contract/size_rule.h"
#include "producer/generator/rows.h"

namespace chefs::producer {
namespace {

using contract::DerivedKey;
using contract::KeyRequest;
using contract::Visibility;

bool is_sealed(const UnsealedEvent& event) {
  return event.streams.is_enabled && event.streams.is_private_on;
}

std::string plaintext_of(const Occurrence& occurrence) {
  if (occurrence.submission) {
    return contract::stringify(submission_row(*occurrence.submission));
  }
  const bool is_unpublished =
      occurrence.kind == OccurrenceKind::kFormUnpublished;
  return contract::stringify(form_event_row(
      *occurrence.version,
      is_unpublished ? VersionState::kUnpublished : VersionState::kPublished));
}

OutgoingMessage private_message(const UnsealedEvent& event,
                                std::int64_t max_msg_size_bytes) {
  OutgoingMessage message;
  message.subject = subject_of(event.meta, Visibility::kPrivate);
  message.kind = MessageKind::kSealed;
  if (event.size_check == SizeCheck::kSkipped) {
    message.bytes = render_private_event(event.meta, event.sealed_hex);
    return message;
  }
  contract::PrivateMessage checked =
      apply_size_rule(event.meta, event.sealed_hex, max_msg_size_bytes);
  message.bytes = std::move(checked.bytes);
  if (checked.is_withheld) message.kind = MessageKind::kWithheld;
  return message;
}

OutgoingMessage public_message(const UnsealedEvent& event) {
  OutgoingMessage message;
  message.subject = subject_of(event.meta, Visibility::kPublic);
  message.kind = MessageKind::kPublic;
  message.bytes = render_public_event(event.meta);
  return message;
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

  event.plaintext = plaintext_of(occurrence);
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
                     std::int64_t max_msg_size_bytes,
                     std::vector<OutgoingMessage>& messages) {
  if (!event.streams.is_enabled) return;
  if (event.streams.is_private_on) {
    messages.push_back(private_message(event, max_msg_size_bytes));
  }
  if (event.streams.is_public_on) messages.push_back(public_message(event));
}

}  // namespace chefs::producer
