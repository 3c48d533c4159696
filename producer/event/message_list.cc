#include "producer/event/message_list.h"

#include <string>
#include <utility>

namespace chefs::producer {
namespace {

constexpr std::size_t kMostRoomKept = 8 << 10;

std::string emptied(std::string text) {
  if (text.capacity() > kMostRoomKept) return {};
  text.clear();
  return text;
}

}  // namespace

OutgoingMessage& MessageList::add() {
  if (used_ == slots_.size()) slots_.emplace_back();
  return slots_[used_++];
}

void MessageList::clear() {
  for (OutgoingMessage& message : all()) {
    std::string subject = emptied(std::move(message.subject));
    std::string bytes = emptied(std::move(message.bytes));
    message = {.subject = std::move(subject), .bytes = std::move(bytes)};
  }
  used_ = 0;
}

}  // namespace chefs::producer
