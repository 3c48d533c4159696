#include "producer/event/message.h"

#include <numeric>

namespace chefs::producer {

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

}  // namespace chefs::producer
