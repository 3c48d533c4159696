#include "consumer-kit/conformance/proxy/fault_injector.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace chefs::conformance {

FaultInjector::FaultInjector(FaultPlan plan, ProxyWatcher watcher)
    : seed_(plan.seed),
      watcher_(std::move(watcher)),
      schedule_(std::move(plan.faults)) {}

void FaultInjector::tell(TimelineEvent event) const {
  if (watcher_.on_event) watcher_.on_event(std::move(event));
}

void FaultInjector::applied(const Fault& fault, std::uint32_t connection,
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

std::vector<std::string> FaultInjector::applied() const {
  std::lock_guard lock(mutex_);
  return applied_;
}

void FaultInjector::begin_refusing(const Fault& fault,
                                   std::chrono::steady_clock::time_point now) {
  if (fault.span) {
    refuses_until_ = std::max(refuses_until_, now + *fault.span);
  } else {
    refusals_ += fault.times;
  }
}

void FaultInjector::request_server_fault(const Fault& fault,
                                         std::size_t upstream) const {
  if (watcher_.on_server_fault) {
    watcher_.on_server_fault(fault.server_action, upstream);
  }
}

void FaultInjector::request_program_kill() const {
  if (watcher_.on_program_kill) watcher_.on_program_kill();
}

bool FaultInjector::refuses(std::chrono::steady_clock::time_point now) {
  if (now < refuses_until_) return true;
  if (refusals_ == 0) return false;
  --refusals_;
  return true;
}

std::unique_ptr<contract::RandomSource> FaultInjector::jitter(
    std::uint32_t connection, std::string_view direction) const {
  return std::make_unique<contract::SeededRandom>(
      seed_, fmt::format("jitter {} {}", connection, direction));
}

}  // namespace chefs::conformance
