// Plays one case of the consumer suite with a real program: a broker and a
// proxy of its own, the messages, the steps, and a timeline of all that
// happened. Judges nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "consumer-kit/conformance/consumer/facts/consumer_case.h"
#include "consumer-kit/conformance/process/program_under_test.h"
#include "consumer-kit/conformance/timeline/timeline.h"

namespace chefs::conformance {

// What a case waits for, and for how long at most. Nothing: for nothing.
struct CaseWait {
  std::string what = {};
  std::chrono::milliseconds within{};
};

struct CaseOptions {
  Program program;
  std::filesystem::path nats_server = {};
  // "websocket", or "nats" for clients that cannot do it.
  std::string transport = "websocket";
  // Factor on every deadline.
  double patience = 1.0;
  // Of a program that got nowhere so far: no wait is longer than a second, and
  // after one that was in vain nothing more is waited for.
  bool is_hurried = false;
  std::uint64_t seed = 0;
  // Live lines for --watch; may be empty.
  std::function<void(const TimelineEvent&)> on_event = {};
  // For those who watch a terminal; may be empty.
  std::function<void(const CaseWait&)> on_wait = {};
};

struct CaseRecord {
  Timeline timeline;
  std::string server_version;
  // For the bundle; no secret of anybody but the suite's throw-away ones.
  std::string server_config;
  std::vector<std::string> schedule;
};

// The run was stopped in the middle of a case.
class CaseInterrupted : public std::runtime_error {
 public:
  CaseInterrupted() : std::runtime_error("the run was interrupted") {}
};

// Throws base::EnvironmentError if the suite cannot do its part, and
// CaseInterrupted; whatever the program does is in the timeline.
CaseRecord play_consumer_case(const ConsumerCase& asked,
                              const CaseOptions& options,
                              const StopEvent& stop);

}  // namespace chefs::conformance
