// One message as the stream delivered it, with what its reply subject tells:
// sequence, time, how often it was delivered before.
// Not an event yet; classify.h makes one of it.
// Source: NATS documentation, "JetStream wire API", acknowledgement subjects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/nats_handles.h"
#include "base/utc_time.h"

namespace chefs::consumer {

// What a subject like $JS.ACK.CHEFS.durable.1.17.4.1700000000000000000.3 says.
struct DeliveryInfo {
  std::uint64_t delivered_times = 0;
  std::uint64_t stream_sequence = 0;
  std::uint64_t consumer_sequence = 0;
  base::UtcNanoseconds stored_at{};
  // Messages for this consumer that were not yet delivered then.
  std::uint64_t pending = 0;
};

// Both forms: nine tokens, or twelve with domain and account. Nothing if the
// subject is of neither.
std::optional<DeliveryInfo> parse_ack_subject(std::string_view subject);

class Delivery {
 public:
  Delivery(base::MessageHandle message, const DeliveryInfo& info)
      : message_(std::move(message)), info_(info) {}

  std::string_view subject() const {
    return natsMsg_GetSubject(message_.get());
  }
  std::string_view bytes() const {
    return {natsMsg_GetData(message_.get()),
            static_cast<std::size_t>(natsMsg_GetDataLength(message_.get()))};
  }
  const char* ack_subject() const { return natsMsg_GetReply(message_.get()); }
  const DeliveryInfo& info() const { return info_; }
  std::uint64_t sequence() const { return info_.stream_sequence; }
  // Frees the message; only info() and sequence() can be called after that.
  void release() { message_.reset(); }

 private:
  base::MessageHandle message_;
  DeliveryInfo info_;
};

}  // namespace chefs::consumer
