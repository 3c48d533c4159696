#include "tests/support/process_end.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/file_descriptor.h"

namespace chefs::tests {

bool ends_within(pid_t pid, std::chrono::milliseconds limit) {
  const base::FileDescriptor process(
      static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process && errno == ESRCH) return true;
  if (!process) {
    throw std::system_error(errno, std::generic_category(),
                            "cannot watch a process");
  }
  pollfd watched{.fd = process.get(), .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, static_cast<int>(limit.count())) == 1;
}

}  // namespace chefs::tests
