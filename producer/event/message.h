// A message that is ready to be published: where to, and its exact bytes.
// Not how it got there (message_maker.h) nor what became of it (publisher.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

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

}  // namespace chefs::producer
