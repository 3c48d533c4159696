// Waits for the end of a process, whoever its parent is.
// Source: pidfd_open(2).
#pragma once

#include <sys/types.h>

#include <chrono>

namespace chefs::tests {

// True as well for one that is gone already. One that has ended and waits to be
// collected has ended.
bool ends_within(pid_t pid, std::chrono::milliseconds limit);

}  // namespace chefs::tests
