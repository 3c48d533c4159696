// The processes of this machine, as Linux shows them.
// Source: proc(5), pidfd_open(2).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/file_descriptor.h"

namespace chefs::conformance {

std::vector<pid_t> all_processes();
// Zombies, too.
std::vector<pid_t> children_of(pid_t parent);

// What /proc/PID/FILE holds. Empty if the process is gone, a zombie, or
// somebody else's.
std::string read_proc(pid_t pid, const char* file);

// Readable once the process has ended; -1 if there is none.
base::FileDescriptor process_handle(pid_t pid);

// Returns when the process has ended, or with the time.
void wait_for_end(const base::FileDescriptor& process,
                  std::chrono::milliseconds time);

// SIGKILL. Returns when the process has ended, or with the time; reaps it if it
// is ours.
void kill_process(pid_t pid, std::chrono::steady_clock::time_point deadline);

}  // namespace chefs::conformance
