#include "producer/event/message.h"

#include <numeric>
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

std::string_view to_string(MessageKind kind) {
  switch (kind) {
    case MessageKind::kPublic:
      return "public";
    case MessageKind::kSealed:
      return "sealed";
    case MessageKind::kWithheld:
      return "error";
    case MessageKind::kRaw:
      break;
  }
  return "raw";
}

std::size_t bytes_of(std::span<const OutgoingMessage> messages) {
  return std::accumulate(messages.begin(), messages.end(), std::size_t{0},
                         [](std::size_t sum, const OutgoingMessage& message) {
                           return sum + message.bytes.size();
                         });
}

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
