// Messages, one after the other, in room that is used again. A run makes
// millions of small ones on one thread and lets go of them on another, where
// giving back memory of the first costs more than making the message.
//
//   OutgoingMessage& message = list.add();
//   contract::append_public_event(meta, message.bytes);
//
// Why: docs/decisions/0132.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "producer/event/message.h"

namespace chefs::producer {

class MessageList {
 public:
  // An empty message; what add() gave before may move.
  OutgoingMessage& add();
  // The room of large messages is given back: a list that once held some does
  // not stay large.
  void clear();

  std::size_t size() const { return used_; }
  bool is_empty() const { return used_ == 0; }
  std::span<OutgoingMessage> all() { return {slots_.data(), used_}; }
  std::span<const OutgoingMessage> all() const {
    return {slots_.data(), used_};
  }

 private:
  // Those from used_ on are empty, and keep their room.
  std::vector<OutgoingMessage> slots_;
  std::size_t used_ = 0;
};

}  // namespace chefs::producer
