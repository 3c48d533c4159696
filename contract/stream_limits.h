// The stream CHEFS: name, subjects and the limits it is created with.
// Not the code that creates it (producer/server/stream.h).
// Source: bcgov/event-stream-service charts/ @054e25e, and the producer's
// eventStreamService.js@c29a053; drawn in docs/contract.md.
//
//   StreamLimits limits = kDeployedLimits;
//   limits.replicas = 1;  // a single node
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace chefs::contract {

inline constexpr std::string_view kStreamName = "CHEFS";
inline constexpr std::array<std::string_view, 2> kStreamSubjects = {
    "PUBLIC.forms.>", "PRIVATE.forms.>"};

// max_payload of a nats-server that is told nothing else: 1 MiB.
inline constexpr std::int64_t kServerMaxPayloadBytes = 1'048'576;

struct StreamLimits {
  std::int64_t max_age_ms = 0;
  std::int64_t max_bytes = 0;
  std::int64_t max_msgs = 0;
  std::int64_t max_msg_size_bytes = 0;
  std::int64_t duplicate_window_ms = 0;
  int replicas = 1;

  bool operator==(const StreamLimits&) const = default;
};

// All deployed environments: 7 days, three nodes.
inline constexpr StreamLimits kDeployedLimits{.max_age_ms = 604'800'000,
                                              .max_bytes = 966'367'641,
                                              .max_msgs = 1'000,
                                              .max_msg_size_bytes = 966'367,
                                              .duplicate_window_ms = 60'000,
                                              .replicas = 3};

// A developer's machine: 15 minutes, one node, else as deployed.
inline constexpr StreamLimits kLocalLimits{.max_age_ms = 900'000,
                                           .max_bytes = 966'367'641,
                                           .max_msgs = 1'000,
                                           .max_msg_size_bytes = 966'367,
                                           .duplicate_window_ms = 60'000,
                                           .replicas = 1};

}  // namespace chefs::contract
