// Faults that befall the server or the program rather than a connection: asked
// for by the proxy on its thread, done by the case runner on its own, in order.
// Only the program's sudden end cannot wait.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "consumer-kit/conformance/consumer/program_slot.h"
#include "consumer-kit/conformance/consumer/timeline_recorder.h"
#include "consumer-kit/conformance/proxy/fault.h"

namespace chefs::conformance {

class ServerFaults {
 public:
  ServerFaults(TimelineRecorder& recorder, ProgramSlot& program)
      : recorder_(recorder), program_(program) {}

  struct Asked {
    // For CaseServer::act().
    std::string action;
    std::size_t server = 0;
  };

  // `server`: the one behind whose listener it happened. Any thread.
  void ask(FaultAction fault, std::size_t server);
  // What is to be done next.
  std::optional<Asked> take();

 private:
  TimelineRecorder& recorder_;
  ProgramSlot& program_;
  std::mutex mutex_;
  std::deque<Asked> asked_;
};

}  // namespace chefs::conformance
