// What can be done to the servers of a stream, and to what they hold: one list
// for the steps of a case, for the faults of a proxy and for `chefs-mock
// cluster`. Not how it is done (server_control.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chefs::producer {

enum class ServerAction {
  kStop,              // SIGTERM
  kStart,             // again, with its store
  kKill,              // SIGKILL
  kRestart,           // stopped, and started again
  kKillAndStart,      // killed, and started again
  kLameDuck,          // it sends its clients away, and ends
  kLameDuckAndStart,  // the same, and it is started again at its end
  kStopLeader,        // of three
  // To what the servers hold.
  kDeleteConsumers,  // every one of the stream
  kPurgeStream,
  // To the consumers' account.
  kRevokeLogin,       // it is not let in any more
  kRevokePublishing,  // no request and no acknowledgement is taken
  kRestoreAccess,
};

// Where a word stands. {"server": "kill"} is final in a step, which another
// step makes good; as a fault it is made good at once.
enum class ActionWords { kOfSteps, kOfFaults };

std::optional<ServerAction> find_server_action(std::string_view word,
                                               ActionWords words);
// All that find_server_action() finds: "restart, kill, lame-duck".
std::string known_server_actions(ActionWords words);

// Of a step; empty if no step has it.
std::string_view step_word(ServerAction action);
// Of a fault: "restart the server".
std::string_view describe(ServerAction action);
// Whether a server ends by it.
bool ends_a_server(ServerAction action);

}  // namespace chefs::producer
