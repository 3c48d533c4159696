// What became of one message that was published, or tried to be: JetStream's
// answer, read from its bytes, and what is told of it.
// Source: NATS documentation, JetStream wire API, "Publish acknowledgement".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "producer/event/message.h"

namespace chefs::producer {

struct PublishAck {
  bool is_stored = false;
  std::uint64_t sequence = 0;
  // Set if it is not stored.
  int js_code = 0;
  std::string text = {};
};

// Never throws: an answer that makes no sense is a refusal that says so.
PublishAck read_publish_ack(std::string_view bytes);

enum class PublishOutcome {
  kStored,          // JetStream acknowledged it; `sequence` is set
  kRefused,         // JetStream or the server said no; `text` says why
  kDropped,         // the server closed the connection because of it
  kUnacknowledged,  // no answer came: it may or may not be stored
  kNotSent,         // the server was gone before its turn
};

// "stored", "refused", "dropped", "unacknowledged", "not-sent".
std::string_view to_string(PublishOutcome outcome);

struct PublishResult {
  std::uint64_t number = 0;
  std::string subject;
  MessageKind kind = MessageKind::kPublic;
  std::int64_t size_bytes = 0;
  PublishOutcome outcome = PublishOutcome::kUnacknowledged;
  std::uint64_t sequence = 0;
  // JetStream's own code, e.g. 10054; 0 if the answer was not JetStream's.
  int js_code = 0;
  std::string text;
};

// "message 7, PRIVATE.forms…, 965344 bytes: refused: message size exceeds …"
std::string describe(const PublishResult& result);

}  // namespace chefs::producer
