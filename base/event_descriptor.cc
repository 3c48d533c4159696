#include "base/event_descriptor.h"

#include <sys/eventfd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace chefs::base {

EventDescriptor::EventDescriptor()
    : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!descriptor_) {
    throw std::system_error(errno, std::generic_category(),
                            "cannot make an eventfd");
  }
}

void EventDescriptor::raise() const noexcept {
  constexpr std::uint64_t kOnce = 1;
  [[maybe_unused]] const auto written =
      ::write(descriptor_.get(), &kOnce, sizeof(kOnce));
}

void EventDescriptor::lower() const noexcept {
  std::uint64_t times = 0;
  [[maybe_unused]] const auto read =
      ::read(descriptor_.get(), &times, sizeof(times));
}

}  // namespace chefs::base
