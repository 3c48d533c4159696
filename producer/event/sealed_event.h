// From an occurrence to the messages that CHEFS sends about it, in three small
// steps that a caller may run apart: prepare (in order, takes the random
// bytes), seal (pure computing, in batches), render. PRIVATE comes first, then
// PUBLIC. Source: eventStreamService.js@c29a053; docs/contract.md.
//
//   std::vector<UnsealedEvent> events = {prepare(occurrence, random)};
//   for (const SealedEvent& each : seal(std::move(events)))
//     append_messages(each, limit_bytes, messages);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "contract/cryptr.h"
#include "contract/event.h"
#include "contract/random_source.h"
#include "contract/secret.h"
#include "producer/event/message.h"
#include "producer/event/occurrence.h"
#include "producer/event/salt_pool.h"

namespace chefs::producer {

struct UnsealedEvent {
  contract::EventMeta meta;
  StreamSettings streams;
  SizeCheck size_check = SizeCheck::kApplied;
  // Empty unless the private stream is on.
  std::string plaintext;
  contract::Secret encryption_key;
  SealSeed seed;
};

struct SealedEvent {
  contract::EventMeta meta;
  StreamSettings streams;
  SizeCheck size_check = SizeCheck::kApplied;
  // Empty unless the private stream is on.
  std::string hex;
};

// Whether something is sealed about it, and so salt and iv are needed.
bool has_private_event(const Occurrence& occurrence);

// Whether something is told in the open.
bool has_public_event(const Occurrence& occurrence);

// Takes salt and iv from the source, and only for a private event.
UnsealedEvent prepare(const Occurrence& occurrence,
                      contract::RandomSource& random);
// With what was drawn before; pure, so that it may run on any thread.
UnsealedEvent prepare(const Occurrence& occurrence, const SealSeed& seed);

// Derives the keys of all of them together, which costs about as much as one.
std::vector<SealedEvent> seal(std::vector<UnsealedEvent> events);
// The same, with keys that were derived before.
std::vector<SealedEvent> seal(std::vector<UnsealedEvent> events,
                              KeyCache& cache);

// Up to two messages. `max_msg_size_bytes` is the stream's, to which the
// producer's size rule refers.
void append_messages(const SealedEvent& event, std::int64_t max_msg_size_bytes,
                     MessageList& messages);
// What is left of it where nothing is sealed.
void append_public_message(const contract::EventMeta& meta,
                           MessageList& messages);

}  // namespace chefs::producer
