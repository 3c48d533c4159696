#include "consumer-kit/conformance/process/linux_processes.h"
#include "base/read_file.h"
#include "base/text.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;

// The fourth field of /proc/PID/stat. The second is a name in parentheses that
// may hold anything, those and spaces too.
pid_t parent_of(pid_t pid) {
  const std::string stat = read_proc(pid, "stat");
  std::istringstream after_name(stat.substr(stat.rfind(')') + 1));
  char state = 0;
  pid_t parent = 0;
  after_name >> state >> parent;
  return parent;
}

}  // namespace

std::vector<pid_t> all_processes() {
  std::vector<pid_t> pids;
  std::error_code error;
  fs::directory_iterator entry("/proc", error);
  for (; entry != fs::directory_iterator(); entry.increment(error)) {
    if (const auto pid =
            base::whole_number<pid_t>(entry->path().filename().native()))
      pids.push_back(*pid);
  }
  return pids;
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children = all_processes();
  std::erase_if(children,
                [parent](pid_t pid) { return parent_of(pid) != parent; });
  return children;
}

std::string read_proc(pid_t pid, const char* file) {
  // A process may end at any moment, and then has no such file.
  return base::try_read_file(fmt::format("/proc/{}/{}", pid, file))
      .value_or("");
}

base::FileDescriptor process_handle(pid_t pid) {
  return base::FileDescriptor(
      static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

void wait_for_end(const base::FileDescriptor& process,
                  std::chrono::milliseconds time) {
  pollfd wanted{.fd = process.get(), .events = POLLIN, .revents = 0};
  ::poll(&wanted, 1, static_cast<int>(std::max<long>(time.count(), 0)));
}

void kill_process(pid_t pid, std::chrono::steady_clock::time_point deadline) {
  const base::FileDescriptor process = process_handle(pid);
  if (!process) return;
  ::kill(pid, SIGKILL);
  wait_for_end(process, std::chrono::ceil<std::chrono::milliseconds>(
                            deadline - std::chrono::steady_clock::now()));
  ::waitpid(pid, nullptr, WNOHANG);
}

}  // namespace chefs::conformance
