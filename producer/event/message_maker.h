// Turns a plan into messages, a batch at a time, sealing a batch's private
// payloads together. Not the publisher: it sends nothing.
//
//   MessageMaker maker(plan, random, {.max_msg_size_bytes = 966'367});
//   MessageBatch batch;
//   while (maker.next_batch(batch)) send(batch.messages.all());
//
// The three steps of next_batch() may be taken apart, so that several batches
// are made side by side (message_pipe.h). All that is random is drawn in the
// first, in the plan's order: the bytes are the same on any number of threads.
// Why: docs/decisions/0131.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "contract/random_source.h"
#include "producer/event/message.h"
#include "producer/event/plan.h"
#include "producer/event/salt_pool.h"
#include "producer/event/sealed_event.h"

namespace chefs::producer {

struct MessageMakerOptions {
  std::int64_t max_msg_size_bytes = 0;
  // How many things of the plan go into a batch at most; fewer once their
  // messages turn out to be large.
  std::size_t batch = 1;
  // How many of them may be sealed: the rest of a scenario costs little, and
  // keys are derived fastest when all lanes are filled.
  std::size_t most_sealed = std::numeric_limits<std::size_t>::max();
  // Of each occurrence, whatever it says itself.
  std::optional<SizeCheck> size_check = {};
  // Salts that are used in turn; 0: a fresh one for each private event.
  std::size_t salt_pool = 0;
  // Told of each occurrence, in order, with the messages about it.
  std::function<void(const Occurrence&, std::span<const OutgoingMessage>)>
      on_made = {};
};

// One thing of the plan, and how many messages are made of it.
struct InMaking {
  Planned planned;
  SealSeed seed;
  std::size_t messages = 0;
};

// One that is given back is filled again, in the room that it has.
struct MessageBatch {
  // In the plan's order; empty once the batch is finished.
  std::vector<InMaking> things;
  // In the order in which they are to be published.
  MessageList messages;
};

// Plan and source must outlive it. Not thread-safe but for make().
class MessageMaker {
 public:
  MessageMaker(Plan& plan, contract::RandomSource& random,
               MessageMakerOptions options);

  // Replaces what stands in the batch; there may be no messages, for
  // occurrences that nobody is told of. False once the plan is at its end.
  bool next_batch(MessageBatch& batch);

  // Takes the next things off the plan; false at its end.
  bool take(MessageBatch& batch);
  // Makes their messages. Any number of batches at a time, on any threads.
  void make(MessageBatch& batch);
  // Numbers the messages and tells of them; in the order of take(), one batch
  // at a time, beside take() if need be.
  void finish(MessageBatch& batch);

 private:
  std::vector<SealedEvent> sealed_events(const MessageBatch& batch);
  void choose_next_batch(std::size_t taken, std::size_t bytes);

  Plan& plan_;
  MessageMakerOptions options_;
  SaltSource salts_;
  KeyCache cache_;
  std::atomic<std::size_t> next_batch_;
  std::uint64_t next_number_ = 1;
  std::uint64_t next_turn_ = 1;
};

}  // namespace chefs::producer
