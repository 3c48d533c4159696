#include "consumer-kit/conformance/consumer/program_slot.h"

#include <signal.h>

namespace chefs::conformance {

void ProgramSlot::kill_now() {
  const std::lock_guard lock(mutex_);
  if (program_) program_->signal(SIGKILL);
}

}  // namespace chefs::conformance
