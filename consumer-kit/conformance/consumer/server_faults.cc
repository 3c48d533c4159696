#include "consumer-kit/conformance/consumer/server_faults.h"

#include <utility>

namespace chefs::conformance {
namespace {

std::string action_of(FaultAction fault) {
  switch (fault) {
    case FaultAction::kServerKill:
      return "kill-and-start";
    case FaultAction::kServerLameDuck:
      return "retire-and-start";
    case FaultAction::kStopLeader:
      return "stop-leader";
    default:
      return "restart";
  }
}

}  // namespace

void ServerFaults::ask(FaultAction fault, std::size_t server) {
  if (fault == FaultAction::kProgramKill) return program_.kill_now();
  {
    const std::lock_guard lock(mutex_);
    asked_.push_back({action_of(fault), server});
  }
  recorder_.wake();
}

std::optional<ServerFaults::Asked> ServerFaults::take() {
  const std::lock_guard lock(mutex_);
  if (asked_.empty()) return std::nullopt;
  Asked next = std::move(asked_.front());
  asked_.pop_front();
  return next;
}

}  // namespace chefs::conformance
