#include "producer/server/server_action.h"

#include <algorithm>

namespace chefs::producer {
namespace {

struct ServerActionEntry {
  ServerAction action;
  // Empty: no step has it, or no fault.
  std::string_view step = {};
  std::string_view fault = {};
  // Of a fault.
  std::string_view description = {};
  bool ends_a_server = false;
};

constexpr ServerActionEntry kServerActions[] = {
    {.action = ServerAction::kStop, .step = "stop", .ends_a_server = true},
    {.action = ServerAction::kStart, .step = "start"},
    {.action = ServerAction::kKill, .step = "kill", .ends_a_server = true},
    {.action = ServerAction::kRestart,
     .step = "restart",
     .fault = "restart",
     .description = "restart the server",
     .ends_a_server = true},
    {.action = ServerAction::kKillAndStart,
     .fault = "kill",
     .description = "kill the server and start it again",
     .ends_a_server = true},
    {.action = ServerAction::kLameDuck,
     .step = "lame-duck",
     .ends_a_server = true},
    {.action = ServerAction::kLameDuckAndStart,
     .fault = "lame-duck",
     .description = "put the server into lame duck mode",
     .ends_a_server = true},
    {.action = ServerAction::kStopLeader,
     .step = "stop-leader",
     .fault = "stop-leader",
     .description = "stop the leader",
     .ends_a_server = true},
    {.action = ServerAction::kDeleteConsumers, .step = "delete-durable"},
    {.action = ServerAction::kPurgeStream, .step = "purge-stream"},
    {.action = ServerAction::kRevokeLogin, .step = "revoke-login"},
    {.action = ServerAction::kRevokePublishing, .step = "revoke-publishing"},
    {.action = ServerAction::kRestoreAccess, .step = "restore-access"},
};

std::string_view word_in(const ServerActionEntry& entry, ActionWords words) {
  return words == ActionWords::kOfSteps ? entry.step : entry.fault;
}

const ServerActionEntry& entry_of(ServerAction action) {
  return *std::ranges::find(kServerActions, action, &ServerActionEntry::action);
}

}  // namespace

std::optional<ServerAction> find_server_action(std::string_view word,
                                               ActionWords words) {
  if (word.empty()) return std::nullopt;
  for (const ServerActionEntry& entry : kServerActions) {
    if (word_in(entry, words) == word) return entry.action;
  }
  return std::nullopt;
}

std::string known_server_actions(ActionWords words) {
  std::string known;
  for (const ServerActionEntry& entry : kServerActions) {
    if (word_in(entry, words).empty()) continue;
    known.append(known.empty() ? "" : ", ").append(word_in(entry, words));
  }
  return known;
}

std::string_view step_word(ServerAction action) {
  return entry_of(action).step;
}

std::string_view describe(ServerAction action) {
  return entry_of(action).description;
}

bool ends_a_server(ServerAction action) {
  return entry_of(action).ends_a_server;
}

}  // namespace chefs::producer
