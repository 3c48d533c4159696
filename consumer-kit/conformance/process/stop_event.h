// A stop request that poll() can wait for, beside pipes and processes.
// Thread-safe; once requested it stays so.
#pragma once

#include "base/event_descriptor.h"

namespace chefs::conformance {

class StopEvent {
 public:
  void request() { event_.raise(); }

  // Readable once stop was requested.
  int descriptor() const { return event_.get(); }

 private:
  base::EventDescriptor event_;
};

}  // namespace chefs::conformance
