#include "producer/message_list.h"

namespace chefs::producer {
namespace {

constexpr std::size_t kMostRoomKept = 8 << 10;

void empty(std::string& text) {
  if (text.capacity() > kMostRoomKept) {
    std::string().swap(text);
  } else {
    text.clear();
  }
}

}  // namespace

OutgoingMessage& MessageList::add() {
  if (used_ == slots_.size()) slots_.emplace_back();
  return slots_[used_++];
}

void MessageList::clear() {
  for (OutgoingMessage& message : all()) {
    empty(message.subject);
    empty(message.bytes);
    message.kind = MessageKind::kPublic;
    message.number = 0;
    message.turn = 0;
  }
  used_ = 0;
}

}  // namespace chefs::producer
