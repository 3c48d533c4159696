#include "consumer-kit/conformance/consumer/process_family.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "transport/environment_error.h"
#include "transport/file_descriptor.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

// Empty if the process is gone, a zombie, or somebody else's.
std::string read_proc(pid_t pid, const char* file) {
  std::ifstream in(fmt::format("/proc/{}/{}", pid, file), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<pid_t> all_processes() {
  std::vector<pid_t> pids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    const auto read =
        std::from_chars(name.data(), name.data() + name.size(), pid);
    if (read.ec == std::errc() && read.ptr == name.data() + name.size())
      pids.push_back(pid);
  }
  return pids;
}

// Ends when the process does, or with the time; reaps it if it is ours.
void kill_one(pid_t pid, steady_clock::time_point deadline) {
  const transport::FileDescriptor process(
      static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process) return;
  ::kill(pid, SIGKILL);
  pollfd wanted{.fd = process.get(), .events = POLLIN, .revents = 0};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      deadline - steady_clock::now());
  ::poll(&wanted, 1, static_cast<int>(std::max<long>(left.count(), 0)));
  // A process whose parent is gone may have become ours.
  ::waitpid(pid, nullptr, WNOHANG);
}

}  // namespace

std::vector<pid_t> ProcessFamily::members() const {
  // Variables end with a zero byte; the first has none before it.
  const std::string variable =
      fmt::format("{}={}", kFamilyVariable, mark_) + std::string(1, '\0');
  std::vector<pid_t> found;
  for (const pid_t pid : all_processes()) {
    if (pid == ::getpid()) continue;
    if (read_proc(pid, "environ").find(variable) != std::string::npos)
      found.push_back(pid);
  }
  return found;
}

std::vector<std::string> ProcessFamily::command_lines() const {
  std::vector<std::string> lines;
  for (const pid_t pid : members()) {
    std::string line = read_proc(pid, "cmdline");
    std::ranges::replace(line, '\0', ' ');
    lines.push_back(std::move(line));
  }
  return lines;
}

std::size_t ProcessFamily::kill_all(std::chrono::milliseconds time) const {
  const auto deadline = steady_clock::now() + time;
  std::set<pid_t> killed;
  for (std::vector<pid_t> left = members(); !left.empty(); left = members()) {
    if (steady_clock::now() > deadline)
      throw transport::EnvironmentError(
          fmt::format("cannot end the processes {} that the program under test "
                      "left behind; end them by hand",
                      fmt::join(left, ", ")));
    for (const pid_t pid : left) {
      kill_one(pid, deadline);
      killed.insert(pid);
    }
  }
  return killed.size();
}

}  // namespace chefs::conformance
