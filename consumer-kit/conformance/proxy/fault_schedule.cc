#include "consumer-kit/conformance/proxy/fault_schedule.h"

#include <algorithm>
#include <utility>

namespace chefs::conformance {
namespace {

// Of the proxy as a whole: begins once, when the first connection comes.
bool is_about_all(FaultAction action) {
  return action == FaultAction::kRefuse || action == FaultAction::kLoseAcks;
}

FaultMoment begin_of(const Fault& fault) {
  const bool is_at_open =
      fault.when.moment == FaultMoment::kAlways && is_about_all(fault.action);
  return is_at_open ? FaultMoment::kOpen : fault.when.moment;
}

}  // namespace

FaultSchedule::FaultSchedule(std::vector<Fault> faults)
    : faults_(std::move(faults)) {
  for (const Fault& fault : faults_) {
    is_awaited_[static_cast<std::size_t>(begin_of(fault))] = true;
    if (begin_of(fault) != FaultMoment::kAlways) ++ahead_;
    if (fault.when.moment == FaultMoment::kIdle) {
      silences_.push_back(fault.when.idle_for);
    }
  }
  std::ranges::sort(silences_);
  const auto repeated = std::unique(silences_.begin(), silences_.end());
  silences_.erase(repeated, silences_.end());
}

template <typename Fits>
std::vector<Fault> FaultSchedule::take(std::uint64_t over_all,
                                       std::uint64_t on_this,
                                       std::uint32_t connection, Fits fits) {
  std::vector<Fault> out;
  for (const Fault& fault : faults_) {
    if (!fits(fault)) continue;
    const bool strikes =
        fault.when.connection == 0
            ? fault.when.nth == over_all
            : fault.when.connection == connection && fault.when.nth == on_this;
    if (strikes) out.push_back(fault);
  }
  ahead_ -= out.size();
  return out;
}

std::vector<Fault> FaultSchedule::count(FaultMoment moment,
                                        std::uint32_t connection) {
  const auto index = static_cast<std::size_t>(moment);
  if (!is_awaited_[index]) return {};
  const std::uint64_t over_all = ++counts_[index];
  const std::uint64_t on_this = ++counts_by_connection_[connection][index];
  return take(over_all, on_this, connection, [moment](const Fault& fault) {
    return begin_of(fault) == moment;
  });
}

std::vector<Fault> FaultSchedule::count_silence(
    std::chrono::milliseconds lasted, std::uint32_t connection) {
  const std::uint64_t over_all = ++silence_counts_[{lasted, 0}];
  const std::uint64_t on_this = ++silence_counts_[{lasted, connection}];
  return take(over_all, on_this, connection, [lasted](const Fault& fault) {
    return fault.when.moment == FaultMoment::kIdle &&
           fault.when.idle_for == lasted;
  });
}

std::vector<Fault> FaultSchedule::standing(std::uint32_t connection) const {
  std::vector<Fault> out;
  for (const Fault& fault : faults_) {
    const bool fits =
        fault.when.connection == 0 || fault.when.connection == connection;
    if (begin_of(fault) == FaultMoment::kAlways && fits) {
      out.push_back(fault);
    }
  }
  return out;
}

}  // namespace chefs::conformance
