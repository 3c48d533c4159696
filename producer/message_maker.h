// Turns a plan into messages, a batch at a time, sealing a batch's private
// payloads together. Not the publisher: it sends nothing.
//
//   MessageMaker maker(plan, random, {.max_msg_size_bytes = 966'367});
//   std::vector<OutgoingMessage> messages;
//   while (maker.next_batch(messages)) …
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "contract/random_source.h"
#include "producer/message.h"
#include "producer/plan.h"

namespace chefs::producer {

struct MessageMakerOptions {
  std::int64_t max_msg_size_bytes = 0;
  // How many things of the plan go into a batch.
  std::size_t batch = 1;
  // Told of each occurrence, in order, before its messages are made.
  std::function<void(const Occurrence&)> on_occurrence = {};
};

// Plan and source must outlive it. Not thread-safe.
class MessageMaker {
 public:
  MessageMaker(Plan& plan, contract::RandomSource& random,
               MessageMakerOptions options);

  // Replaces what stands in `messages`, in the order in which they are to be
  // published; there may be none for occurrences that nobody is told of. False
  // once the plan is at its end.
  bool next_batch(std::vector<OutgoingMessage>& messages);

 private:
  Plan& plan_;
  contract::RandomSource& random_;
  MessageMakerOptions options_;
  std::uint64_t next_number_ = 1;
};

}  // namespace chefs::producer
