// Plays and judges cases of the consumer suite side by side, and reports. Puts
// case runner, judge and chart together. Reads and writes no files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/case_runner.h"
#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/process/program_under_test.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/suite/run_options.h"

namespace chefs::conformance {

struct ConsumerRunOptions {
  Program program;
  std::filesystem::path nats_server = {};
  // "websocket", or "nats" for clients that cannot do it.
  std::string transport = "websocket";
  // Called as each case ends, so that what it left need not be kept: its number
  // in `cases`, what happened, and the result, to which a bundle can be noted.
  std::function<void(std::size_t, const CaseRecord&, CaseResult&)> on_played =
      {};
  // Live lines of the case that is played; may be empty.
  std::function<void(const TimelineEvent&)> on_event = {};
  RunOptions run = {};
};

// Fills suite, adapter, command, jobs, cases, notes and nats_server_version.
// The caller knows the rest. Throws base::EnvironmentError if there is no
// nats-server, and CaseInterrupted.
RunReport run_consumer_cases(const std::vector<ConsumerCase>& cases,
                             const ConsumerRunOptions& options,
                             const StopEvent& stop);

}  // namespace chefs::conformance
