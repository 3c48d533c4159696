// A stop request that poll() can wait for, beside pipes and processes.
// Thread-safe; once requested it stays so.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <system_error>

#include "transport/file_descriptor.h"

namespace chefs::conformance {

class StopEvent {
 public:
  StopEvent() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!event_)
      throw std::system_error(errno, std::generic_category(), "eventfd");
  }

  void request() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written =
        write(event_.get(), &one, sizeof(one));
  }

  // Readable once stop was requested.
  int descriptor() const { return event_.get(); }

 private:
  transport::FileDescriptor event_;
};

}  // namespace chefs::conformance
