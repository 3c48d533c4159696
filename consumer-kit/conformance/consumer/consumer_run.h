// Plays and judges cases of the consumer suite side by side, and reports. Puts
// stage, judge and chart together. Reads and writes no files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/consumer_stage.h"
#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/process/program_under_test.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

struct ConsumerRunOptions {
  Program program;
  std::filesystem::path nats_server = {};
  // "websocket", or "nats" for clients that cannot do it.
  std::string transport = "websocket";
  unsigned jobs = 1;
  // Factor on every deadline.
  double patience = 1.0;
  std::uint64_t seed = 0;
  // The highest level that counts.
  Level level = Level::kShould;
  // Called from several threads, one at a time.
  std::function<void(std::size_t done, std::size_t planned)> on_progress = {};
  // Called as each case begins, with its number in `cases`, on its own thread.
  std::function<void(std::size_t)> on_begun = {};
  // Called as each case ends with its result as it is kept, one at a time.
  std::function<void(std::size_t, const CaseResult&)> on_ended = {};
  // Called from several threads at once: what a case waits for now.
  std::function<void(const std::string& case_id, const StageWait&)> on_wait =
      {};
  // Called as each case ends, so that what it left need not be kept: its number
  // in `cases`, what happened, and the result, to which a bundle can be noted.
  std::function<void(std::size_t, const StageRecord&, CaseResult&)> on_played =
      {};
  // Live lines of the case that is played; may be empty.
  std::function<void(const TimelineEvent&)> on_event = {};
};

// Fills suite, adapter, command, jobs, cases, notes, nats_server_version and
// runner_cpu. The caller knows the rest. Throws base::EnvironmentError if
// there is no nats-server, and CaseInterrupted.
RunReport run_consumer_cases(const std::vector<ConsumerCase>& cases,
                             const ConsumerRunOptions& options,
                             const StopEvent& stop);

}  // namespace chefs::conformance
