#include "consumer-kit/conformance/consumer/process_family.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
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

// How long a process may take to become another program, and until it is looked
// at again meanwhile.
constexpr std::chrono::milliseconds kExecTime{100};
constexpr std::chrono::milliseconds kExecLook{1};
constexpr std::chrono::seconds kKillTime{10};

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

transport::FileDescriptor handle_of(pid_t pid) {
  return transport::FileDescriptor(
      static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

// Returns when the process has ended, or with the time.
void wait_for_end(const transport::FileDescriptor& process,
                  std::chrono::milliseconds time) {
  pollfd wanted{.fd = process.get(), .events = POLLIN, .revents = 0};
  ::poll(&wanted, 1, static_cast<int>(std::max<long>(time.count(), 0)));
}

// Ends when the process does, or with the time; reaps it if it is ours.
void kill_one(pid_t pid, steady_clock::time_point deadline) {
  const transport::FileDescriptor process = handle_of(pid);
  if (!process) return;
  ::kill(pid, SIGKILL);
  wait_for_end(process, std::chrono::ceil<std::chrono::milliseconds>(
                            deadline - steady_clock::now()));
  // A process whose parent is gone may have become ours.
  ::waitpid(pid, nullptr, WNOHANG);
}

// It runs, and shows no environment: while it becomes another program, the
// kernel has none to show.
bool may_be_in_exec(pid_t pid) {
  std::error_code error;
  static_cast<void>(fs::read_symlink(fmt::format("/proc/{}/exe", pid), error));
  return !error;
}

}  // namespace

ProcessFamily::Sighting ProcessFamily::look() const {
  // Variables end with a zero byte; the first has none before it.
  const std::string variable =
      fmt::format("{}={}", kFamilyVariable, mark_) + std::string(1, '\0');
  Sighting seen;
  for (const pid_t pid : all_processes()) {
    if (pid == ::getpid()) continue;
    const std::string environment = read_proc(pid, "environ");
    if (environment.find(variable) != std::string::npos) {
      seen.members.push_back(pid);
    } else if (environment.empty() && may_be_in_exec(pid)) {
      seen.undecided.push_back(pid);
    }
  }
  return seen;
}

std::vector<pid_t> ProcessFamily::members() const { return look().members; }

std::vector<std::string> ProcessFamily::command_lines() const {
  std::vector<std::string> lines;
  for (const pid_t pid : members()) {
    std::string line = read_proc(pid, "cmdline");
    std::ranges::replace(line, '\0', ' ');
    lines.push_back(std::move(line));
  }
  return lines;
}

std::size_t ProcessFamily::kill_all() const {
  const auto deadline = steady_clock::now() + kKillTime;
  const auto exec_is_over = steady_clock::now() + kExecTime;
  std::set<pid_t> killed;
  for (;;) {
    const Sighting seen = look();
    const auto now = steady_clock::now();
    if (seen.members.empty()) {
      if (seen.undecided.empty() || now > exec_is_over) break;
      wait_for_end(handle_of(seen.undecided.front()), kExecLook);
    }
    if (now > deadline)
      throw transport::EnvironmentError(
          fmt::format("cannot end the processes {} that the program under test "
                      "left behind; end them by hand",
                      fmt::join(seen.members, ", ")));
    for (const pid_t pid : seen.members) {
      kill_one(pid, deadline);
      killed.insert(pid);
    }
  }
  return killed.size();
}

}  // namespace chefs::conformance
