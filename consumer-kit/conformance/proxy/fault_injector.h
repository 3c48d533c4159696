// What all connections of one proxy have in common: the plan and how far it
// has come, what was applied, refusals and lost acknowledgements, and the
// watcher. Used on the proxy's thread, but for applied().
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consumer-kit/conformance/proxy/fault_schedule.h"
#include "consumer-kit/conformance/proxy/proxy.h"
#include "contract/random_source.h"

namespace chefs::conformance {

class FaultInjector {
 public:
  FaultInjector(FaultPlan plan, ProxyWatcher watcher);

  // Connections count from 1.
  std::uint32_t next_connection() { return ++connections_; }
  void tell(TimelineEvent event) const;

  std::vector<Fault> count(FaultMoment moment, std::uint32_t connection) {
    return schedule_.count(moment, connection);
  }
  const std::vector<std::chrono::milliseconds>& silences() const {
    return schedule_.silences();
  }
  std::vector<Fault> count_silence(std::chrono::milliseconds lasted,
                                   std::uint32_t connection) {
    return schedule_.count_silence(lasted, connection);
  }
  std::vector<Fault> standing(std::uint32_t connection) const {
    return schedule_.standing(connection);
  }
  // Lists it and tells it.
  void applied(const Fault& fault, std::uint32_t connection,
               std::uint64_t sequence = 0);
  std::vector<std::string> applied() const;

  // Those faults that are not about one connection. `standing` ones begin once.
  void begin_refusing(const Fault& fault,
                      std::chrono::steady_clock::time_point now);
  void begin_losing_acks(const Fault& fault) { lost_acks_ += fault.times; }
  // What is done to the server, or to the program, is not the proxy's to do.
  void request_server_fault(const Fault& fault, std::size_t upstream) const;
  void request_program_kill() const;

  // Whether this connection is refused, which uses up one of the times.
  bool refuses(std::chrono::steady_clock::time_point now);
  // Whether anything that passes may still be wanted otherwise.
  bool may_strike() const { return schedule_.has_more() || is_losing_acks(); }
  bool is_losing_acks() const { return lost_acks_ > 0; }
  void lost_ack() { --lost_acks_; }

  // Of one direction of one connection.
  std::unique_ptr<contract::RandomSource> jitter(
      std::uint32_t connection, std::string_view direction) const;

 private:
  const std::uint64_t seed_;
  const ProxyWatcher watcher_;
  FaultSchedule schedule_;
  std::uint32_t connections_ = 0;
  std::uint64_t refusals_ = 0;
  std::chrono::steady_clock::time_point refuses_until_{};
  std::uint64_t lost_acks_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> applied_;
};

}  // namespace chefs::conformance
