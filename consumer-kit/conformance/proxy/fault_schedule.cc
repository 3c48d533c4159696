#include "consumer-kit/conformance/proxy/fault_schedule.h"

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
  }
}

std::vector<Fault> FaultSchedule::count(FaultMoment moment,
                                        std::uint32_t connection) {
  const auto index = static_cast<std::size_t>(moment);
  if (!is_awaited_[index]) return {};
  const std::uint64_t over_all = ++counts_[index];
  const std::uint64_t on_this = ++counts_by_connection_[connection][index];
  std::vector<Fault> out;
  for (const Fault& fault : faults_) {
    if (begin_of(fault) != moment) continue;
    const bool strikes =
        fault.when.connection == 0
            ? fault.when.nth == over_all
            : fault.when.connection == connection && fault.when.nth == on_this;
    if (strikes) out.push_back(fault);
  }
  ahead_ -= out.size();
  return out;
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
