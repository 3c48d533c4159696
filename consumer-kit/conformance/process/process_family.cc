#include "consumer-kit/conformance/process/process_family.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>

#include "consumer-kit/conformance/process/linux_processes.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

// How long a process may take to become another program, and until it is looked
// at again meanwhile.
constexpr std::chrono::milliseconds kExecTime{100};
constexpr std::chrono::milliseconds kExecLook{1};
constexpr std::chrono::seconds kFamilyKillTime{10};

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

EndedProcesses ProcessFamily::kill_all() const {
  const auto deadline = steady_clock::now() + kFamilyKillTime;
  const auto exec_is_over = steady_clock::now() + kExecTime;
  std::set<pid_t> killed;
  for (;;) {
    const Sighting seen = look();
    const auto now = steady_clock::now();
    if (seen.members.empty()) {
      if (seen.undecided.empty() || now > exec_is_over) break;
      wait_for_end(process_handle(seen.undecided.front()), kExecLook);
    }
    if (now > deadline) return {killed.size(), seen.members};
    for (const pid_t pid : seen.members) {
      kill_process(pid, deadline);
      killed.insert(pid);
    }
  }
  return {killed.size()};
}

}  // namespace chefs::conformance
