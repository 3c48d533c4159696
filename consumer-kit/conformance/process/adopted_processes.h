// What programs under test leave behind comes to us and is ended with this.
//
// A process whose parent ends becomes the child of the nearest ancestor that
// asked for such; this asks. It catches those whom ProcessFamily, which knows
// them by their environment, does not: they cleared it.
// Source: PR_SET_CHILD_SUBREAPER of prctl(2).
//
//   const AdoptedProcesses adopted;  // before the first program is started
#pragma once

#include <sys/types.h>

#include <vector>

namespace chefs::conformance {

// One for a process at a time, and while it lives nobody else may have a child
// at its end: what was not ours before it is killed then.
class AdoptedProcesses {
 public:
  AdoptedProcesses();
  ~AdoptedProcesses();
  AdoptedProcesses(const AdoptedProcesses&) = delete;
  AdoptedProcesses& operator=(const AdoptedProcesses&) = delete;

 private:
  std::vector<pid_t> left() const;

  // A shell that became this program may have had some.
  std::vector<pid_t> ours_before_;
};

}  // namespace chefs::conformance
