// What the reply subject of a delivery tells. The reference consumer has its
// own reading of it: what is judged must not share the judge's mistakes, and
// this one is called for each message.
// Source: NATS documentation, "JetStream wire API", acknowledgement subjects.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace chefs::conformance {

inline constexpr std::string_view kAckPrefix = "$JS.ACK.";

struct AckSubject {
  std::uint64_t delivered_times = 0;
  std::uint64_t stream_sequence = 0;
};

// $JS.ACK.STREAM.CONSUMER.delivered.stream.consumer.time.pending, and the newer
// one with domain and account before the stream, and perhaps a token at the
// end. Nothing if it is neither.
std::optional<AckSubject> parse_ack_subject(std::string_view subject);

}  // namespace chefs::conformance
