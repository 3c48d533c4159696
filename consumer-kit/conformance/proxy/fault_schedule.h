// Counts protocol events and tells which faults of a plan strike with each. The
// same events in the same order give the same faults. Pure.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "consumer-kit/conformance/proxy/fault.h"

namespace chefs::conformance {

class FaultSchedule {
 public:
  explicit FaultSchedule(std::vector<Fault> faults);

  // Counts one event of that moment; the faults that strike with it, in the
  // plan's order.
  std::vector<Fault> count(FaultMoment moment, std::uint32_t connection);
  // The lengths of the silences that are waited for, the shortest first.
  const std::vector<std::chrono::milliseconds>& silences() const {
    return silences_;
  }
  // The same for a silence that has lasted so long.
  std::vector<Fault> count_silence(std::chrono::milliseconds lasted,
                                   std::uint32_t connection);
  // Whether one is still to strike.
  bool has_more() const { return ahead_ > 0; }
  // Those that stand from the start of that connection.
  std::vector<Fault> standing(std::uint32_t connection) const;

 private:
  static constexpr std::size_t kMoments =
      static_cast<std::size_t>(FaultMoment::kIdle) + 1;
  using Counts = std::array<std::uint64_t, kMoments>;

  template <typename Fits>
  std::vector<Fault> take(std::uint64_t over_all, std::uint64_t on_this,
                          std::uint32_t connection, Fits fits);

  std::vector<Fault> faults_;
  std::size_t ahead_ = 0;
  Counts counts_{};
  std::map<std::uint32_t, Counts> counts_by_connection_;
  std::array<bool, kMoments> is_awaited_{};
  std::vector<std::chrono::milliseconds> silences_;
  // Of each length, on each connection; 0: over all.
  std::map<std::pair<std::chrono::milliseconds, std::uint32_t>, std::uint64_t>
      silence_counts_;
};

}  // namespace chefs::conformance
