#include "consumer-kit/conformance/proxy/fault_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace chefs::conformance {

FaultDesk::FaultDesk(FaultPlan plan, ProxyWatcher watcher)
    : seed_(plan.seed),
      watcher_(std::move(watcher)),
      schedule_(std::move(plan.faults)) {}

void FaultDesk::tell(TimelineEvent event) const {
  if (watcher_.on_event) watcher_.on_event(std::move(event));
}

void FaultDesk::applied(const Fault& fault, std::uint32_t connection,
                        std::uint64_t sequence) {
  std::string words = describe(fault);
  {
    std::lock_guard lock(mutex_);
    applied_.push_back(words);
  }
  tell({.kind = EventKind::kFault,
        .connection = connection,
        .sequence = sequence,
        .text = std::move(words)});
}

std::vector<std::string> FaultDesk::applied() const {
  std::lock_guard lock(mutex_);
  return applied_;
}

void FaultDesk::begin_refusing(const Fault& fault,
                               std::chrono::steady_clock::time_point now) {
  if (fault.span) {
    refuses_until_ = std::max(refuses_until_, now + *fault.span);
  } else {
    refusals_ += fault.times;
  }
}

void FaultDesk::request_server_fault(const Fault& fault,
                                     std::size_t upstream) const {
  if (watcher_.on_server_fault) {
    watcher_.on_server_fault(fault.server_action, upstream);
  }
}

void FaultDesk::request_program_kill() const {
  if (watcher_.on_program_kill) watcher_.on_program_kill();
}

bool FaultDesk::refuses(std::chrono::steady_clock::time_point now) {
  if (now < refuses_until_) return true;
  if (refusals_ == 0) return false;
  --refusals_;
  return true;
}

std::unique_ptr<contract::RandomSource> FaultDesk::jitter(
    std::uint32_t connection, std::string_view direction) const {
  return std::make_unique<contract::SeededRandom>(
      seed_, fmt::format("jitter {} {}", connection, direction));
}

}  // namespace chefs::conformance
