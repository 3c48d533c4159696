// Turns a plan into messages, a batch at a time, sealing a batch's private
// payloads together. Not the publisher: it sends nothing.
//
//   MessageMaker maker(plan, random, {.max_msg_size_bytes = 966'367});
//   std::vector<OutgoingMessage> messages;
//   while (maker.next_batch(messages)) …
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "contract/random_source.h"
#include "producer/message.h"
#include "producer/plan.h"
#include "producer/sealed_event.h"

namespace chefs::producer {

struct MessageMakerOptions {
  std::int64_t max_msg_size_bytes = 0;
  // How many things of the plan go into a batch at most; fewer once their
  // messages turn out to be large.
  std::size_t batch = 1;
  // Of each occurrence, whatever it says itself.
  std::optional<SizeCheck> size_check = {};
  // Told of each occurrence, in order, with the messages about it.
  std::function<void(const Occurrence&, std::span<const OutgoingMessage>)>
      on_made = {};
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
  // Either an occurrence and the event it becomes, or bytes as they are.
  struct Taken {
    std::optional<Occurrence> occurrence;
    OutgoingMessage raw;
  };

  void take(std::vector<Taken>& taken, std::vector<UnsealedEvent>& events);
  void choose_next_batch(std::span<const OutgoingMessage> made);
  void append(const Occurrence& occurrence, const UnsealedEvent& event,
              std::vector<OutgoingMessage>& messages) const;

  Plan& plan_;
  contract::RandomSource& random_;
  MessageMakerOptions options_;
  std::size_t next_batch_;
  std::uint64_t next_number_ = 1;
  std::uint64_t next_turn_ = 1;
};

}  // namespace chefs::producer
