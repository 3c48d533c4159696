// JetStream's answer to a published message, read from its bytes.
// Source: NATS documentation, JetStream wire API, "Publish acknowledgement".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace chefs::producer
