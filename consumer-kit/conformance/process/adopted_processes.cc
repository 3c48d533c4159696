#include "consumer-kit/conformance/process/adopted_processes.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "consumer-kit/conformance/process/linux_processes.h"

namespace chefs::conformance {
namespace {

constexpr std::chrono::seconds kKillTime{10};

}  // namespace

AdoptedProcesses::AdoptedProcesses() : ours_before_(children_of(::getpid())) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

// A killed one's children come to us in turn.
AdoptedProcesses::~AdoptedProcesses() {
  const auto deadline = std::chrono::steady_clock::now() + kKillTime;
  for (auto pids = left();
       !pids.empty() && std::chrono::steady_clock::now() < deadline;
       pids = left()) {
    for (const pid_t pid : pids) kill_process(pid, deadline);
  }
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

std::vector<pid_t> AdoptedProcesses::left() const {
  std::vector<pid_t> pids = children_of(::getpid());
  std::erase_if(pids, [this](pid_t pid) {
    return std::ranges::find(ours_before_, pid) != ours_before_.end();
  });
  return pids;
}

}  // namespace chefs::conformance
