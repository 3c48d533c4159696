// From the words that were typed to an exit code: parses, runs the verb, and
// turns what it throws into one message on standard error.
#pragma once

#include "cli/verb.h"

namespace chefs::cli {

int run_command_line(int argc, const char* const* argv, Process& process);

}  // namespace chefs::cli
