// How the case runner waits: for a condition, for a deadline, and meanwhile for
// all that comes, in one poll(): the program's output and end, the timeline's
// news, faults of the server, a request to stop. Never a sleep.
// Why: docs/decisions/0110.
#pragma once

#include <chrono>
#include <functional>

#include "consumer-kit/conformance/consumer/case_server.h"
#include "consumer-kit/conformance/consumer/program_output.h"
#include "consumer-kit/conformance/consumer/program_slot.h"
#include "consumer-kit/conformance/consumer/timeline_recorder.h"
#include "consumer-kit/conformance/process/program_under_test.h"

namespace chefs::conformance {

enum class WaitStyle {
  // However little happens.
  kWholeTime,
  // Not any longer once the program and its connections are gone.
  kForProgram,
  // The same, and the condition is about the server, which does not tell by
  // itself: asked again and again.
  kForServersState,
  // The same, and the program is looked at: what it starts may live for no
  // longer than it takes to derive a key.
  kForGlances,
};

struct CaseLoop {
  using SteadyTime = std::chrono::steady_clock::time_point;

  TimelineRecorder& recorder;
  ProgramSlot& program;
  const ProgramOutput& output;
  CaseServer& server;
  const StopEvent& stop;

  // True if the condition holds. Throws CaseInterrupted, and EnvironmentError
  // if the server has ended by itself.
  bool wait(SteadyTime deadline, WaitStyle style,
            const std::function<bool()>& holds);

 private:
  void take_in();
  bool nothing_more_comes();
  void poll_all(std::chrono::milliseconds time);
};

}  // namespace chefs::conformance
