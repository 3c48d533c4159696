// What a fault proxy is to break, and when: data, read from a scenario's
// "faults" (docs/faults.md). `when` is a protocol event, so that a schedule
// means the same on a slow machine.
//
//   [{"when": {"event": "delivery", "nth": 3}, "do": {"close": 1011}}]
//
// Why: docs/decisions/0159.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "producer/server/server_action.h"

namespace chefs::conformance {

enum class FaultMoment {
  kAlways,     // from the start of every connection it fits
  kOpen,       // a client connected, before the handshake
  kHandshake,  // the upgrade request was read, before it is answered
  kLogin,      // CONNECT was read
  kSubscribe,  // SUB was read
  kRequest,    // PUB to $JS.API was read
  kPull,       // PUB to $JS.API.CONSUMER.MSG.NEXT was read
  kDelivery,   // MSG from the stream was read, before it is passed on
  kAck,        // PUB to $JS.ACK was read, before it is passed on; not +WPI,
               // that the work goes on
  kIdle,       // nothing was read from either side for FaultWhen::idle_for
};

struct FaultWhen {
  FaultMoment moment = FaultMoment::kAlways;
  // The nth such event over all connections (or of that connection, if one is
  // named); 1 is the first.
  std::uint64_t nth = 1;
  // Only on the nth connection; 0: on any.
  std::uint32_t connection = 0;
  // Of kIdle: how long a silence has to last. Each counts once.
  std::chrono::milliseconds idle_for{};
};

enum class FaultAction {
  kCut,             // reset both sides, the event not passed on
  kCutAfter,        // pass the event on, then reset
  kCutInsideFrame,  // pass the first `bytes` of the event's frame on, then
                    // reset
  kClose,           // pass the event on, then a close frame with `code`
                    // (1006: none)
  kSwallow,    // half-open: pass nothing either way for `span`, or for ever
  kDelay,      // each chunk `span` later, plus up to `jitter`
  kBandwidth,  // at most `bytes` a second to the program
  kChunk,      // writes of at most `bytes` each
  kCoalesce,   // collect `bytes` or `span` before writing
  kJoin,       // the same, and what was collected is one frame
  kPing,       // a WebSocket ping is sent to the program
  kRefuse,     // reset new connections for `span`, or the next `times`
  kLoseAcks,   // the acknowledgement is swallowed
  kServer,     // Fault::server_action, which is the proxy's owner's to do
  // SIGKILL to the program, the event noted and not passed on: the owner's to
  // do as well, before anything else is read.
  kProgramKill,
};

struct Fault {
  FaultWhen when;
  FaultAction action = FaultAction::kCut;
  int code = 0;
  std::uint64_t bytes = 0;
  std::uint32_t times = 1;
  std::optional<std::chrono::milliseconds> span = {};
  std::chrono::milliseconds jitter{};
  // Of kServer.
  producer::ServerAction server_action = producer::ServerAction::kRestart;
};

struct FaultPlan {
  // Of jitter.
  std::uint64_t seed = 0;
  std::vector<Fault> faults;
};

// What stands in the words of a kPing.
inline constexpr std::string_view kPingsProgram = "send a WebSocket ping";

// "at the 3rd delivery: close 1011".
std::string describe(const Fault& fault);

}  // namespace chefs::conformance
