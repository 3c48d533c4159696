#include "contract/size_rule.h"

namespace chefs::contract {

std::string oversize_text(std::int64_t size_bytes, std::int64_t limit_bytes) {
  return "Message is " + std::to_string(size_bytes) +
         " bytes. This exceeds maximum allowed of " +
         std::to_string(limit_bytes) +
         " bytes. Please download payload via API.";
}

PrivateMessage apply_size_rule(const EventMeta& meta,
                               std::string_view sealed_hex,
                               std::int64_t max_msg_size_bytes) {
  PrivateMessage message{.bytes = render_private_event(meta, sealed_hex)};
  message.measured_bytes = static_cast<std::int64_t>(message.bytes.size());
  const std::int64_t limit = largest_private_message_bytes(max_msg_size_bytes);
  if (message.measured_bytes <= limit) return message;
  message.is_withheld = true;
  message.bytes = render_error_event(
      meta, kMaxMsgSizeCode, oversize_text(message.measured_bytes, limit));
  return message;
}

}  // namespace chefs::contract
