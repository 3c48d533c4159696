// Something that one thread raises and another waits for with poll(), beside
// sockets, pipes and processes. Thread-safe.
// Source: eventfd(2).
#pragma once

#include "base/file_descriptor.h"

namespace chefs::base {

class EventDescriptor {
 public:
  // Throws std::system_error if there is none to be had.
  EventDescriptor();

  // For poll(): readable from raise() on, until lower().
  int get() const { return descriptor_.get(); }
  void raise() const noexcept;
  // To be called before looking at what is new: what comes later raises it
  // again.
  void lower() const noexcept;

 private:
  FileDescriptor descriptor_;
};

}  // namespace chefs::base
