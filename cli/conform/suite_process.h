// A suite's run in a process of its own, so that its crash is not the end of
// its report: the process that was started watches over it, and is what is
// left. Not the report: conform_results.h.
// Why: docs/decisions/0143.
#pragma once

#include <functional>
#include <variant>

#include "cli/verb.h"

namespace chefs::cli {

struct SuiteCrash {
  int signal = 0;
};

// Twice a return: in the new process with what `work` gave, and in this one
// with the same once that has ended, so that both can end with it; or with the
// crash. Signals that come here are passed on. What a crashed run left running
// is ended. Before any thread is started. Throws EnvironmentError, and in the
// new process what `work` throws.
std::variant<int, SuiteCrash> run_in_own_process(
    Process& process, const std::function<int()>& work);

}  // namespace chefs::cli
