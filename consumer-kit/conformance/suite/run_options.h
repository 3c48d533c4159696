// How a run of either suite goes, and who hears of it. Not who is under test:
// decryptor_run.h and consumer_run.h add that.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

struct RunOptions {
  unsigned jobs = 1;
  // Factor on every deadline.
  double patience = 1.0;
  std::uint64_t seed = 0;
  // The highest level that counts.
  Level level = Level::kShould;
  // Called as each case begins, with its number among the run's cases, on any
  // thread. Each of these may be empty.
  std::function<void(std::size_t)> on_begun = {};
  // Called as each case ends, with its result as it is kept; without one if
  // nothing new came of it.
  std::function<void(std::size_t, const CaseResult*)> on_ended = {};
  // Called from several threads, one at a time.
  std::function<void(std::size_t done, std::size_t planned)> on_progress = {};
  // Called from several threads at once: what a case waits for now, and for how
  // long at most; empty: for nothing.
  std::function<void(const std::string& case_id, const std::string& what,
                     std::chrono::milliseconds within)>
      on_wait = {};
};

}  // namespace chefs::conformance
