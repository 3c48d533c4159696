// What CHEFS does to a PRIVATE message that the stream would refuse.
// Not a check of PUBLIC messages: CHEFS does not check those.
// Source: eventStreamService.js@c29a053; the published page says "< 1 Mb".
//
//   PrivateMessage m = apply_size_rule(meta, sealed_hex,
//                                      kDeployedLimits.max_msg_size_bytes);
//   m.bytes;        // what goes on the wire
//   m.is_withheld;  // true: the payload was replaced by an error
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "contract/event.h"

namespace chefs::contract {

// Kept free below max_msg_size for headers.
inline constexpr std::int64_t kHeaderAllowanceBytes = 1'024;
inline constexpr std::string_view kMaxMsgSizeCode = "MAX_MSG_SIZE";

// The largest PRIVATE message that is sent as it is; 965 343 as deployed.
constexpr std::int64_t largest_private_message_bytes(
    std::int64_t max_msg_size_bytes) {
  return max_msg_size_bytes - kHeaderAllowanceBytes;
}

// "Message is N bytes. This exceeds maximum allowed of M bytes. …"
std::string oversize_text(std::int64_t size_bytes, std::int64_t limit_bytes);

struct PrivateMessage {
  std::string bytes;
  bool is_withheld = false;
  // The size that was measured: that of the whole message before the rule.
  std::int64_t measured_bytes = 0;
};

PrivateMessage apply_size_rule(const EventMeta& meta,
                               std::string_view sealed_hex,
                               std::int64_t max_msg_size_bytes);

}  // namespace chefs::contract
