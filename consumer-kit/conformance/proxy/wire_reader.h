// What one connection's NATS operations mean to a case: the moments at which
// faults can strike, and the entries of the timeline. Pure; for both directions
// of one connection, since an answer is known by its request.
// Source: NATS documentation, "JetStream wire API".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "consumer-kit/conformance/proxy/fault.h"
#include "consumer-kit/conformance/proxy/nats_parser.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

enum class WireMeaning : std::uint8_t {
  kNothing,
  // By the program.
  kLogin,
  kSubscription,
  kUnsubscription,
  kRequest,
  kPull,
  kAcknowledgement,
  kOtherMessage,
  kPing,
  // By the server.
  kDelivery,
  kAnswer,
  kStatus,
  kError,
};

// Which moments of faults an operation is, the wider one first.
std::span<const FaultMoment> moments_of(WireMeaning meaning);
// What the payload of an acknowledgement says.
AckKind ack_kind_of(std::string_view payload);
// How much of its payload an entry needs.
std::size_t payload_wanted(WireMeaning meaning);

class WireReader {
 public:
  WireMeaning of_program(const NatsOperation& operation) const;
  WireMeaning of_server(const NatsOperation& operation) const;

  // Of an operation that is passed on; the payload as far as it was wanted.
  // Without time and connection.
  std::optional<TimelineEvent> entry(WireMeaning meaning,
                                     const NatsOperation& operation,
                                     std::string_view payload);

 private:
  std::optional<TimelineEvent> answer(const NatsOperation& operation,
                                      std::string_view payload);

  // Where answers to requests that are under way will come.
  std::set<std::string, std::less<>> awaited_;
};

// CONNECT's JSON without anything secret.
std::string login_without_secrets(std::string_view json);

}  // namespace chefs::conformance
