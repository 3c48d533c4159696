// A message that is ready to be published: where to, and its exact bytes; and
// many of them. Not how it got there (message_maker.h) nor what became of it
// (publisher.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::producer {

enum class MessageKind {
  kPublic,
  kSealed,
  kWithheld,  // an error event in place of a payload that is too large
  kRaw,       // bytes given by a scenario, CHEFS-shaped or not
};

// "public", "sealed", "error", "raw".
std::string_view to_string(MessageKind kind);

struct OutgoingMessage {
  std::string subject;
  std::string bytes;
  MessageKind kind = MessageKind::kPublic;
  // Which message of the run this is; the first is 1.
  std::uint64_t number = 0;
  // Messages of one turn are about one thing that happened.
  std::uint64_t turn = 0;
};

// What they hold to be sent, without what NATS adds.
std::size_t bytes_of(std::span<const OutgoingMessage> messages);

// Messages, one after the other, in room that is used again. A run makes
// millions of small ones on one thread and lets go of them on another, where
// giving back memory of the first costs more than making the message.
//
//   OutgoingMessage& message = list.add();
//   contract::append_public_event(meta, message.bytes);
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
