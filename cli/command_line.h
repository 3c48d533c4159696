// From the words that were typed to an exit code: parses, runs the verb, and
// turns what it throws into one message on standard error.
#pragma once

#include <string>
#include <vector>

#include "cli/verb.h"

namespace chefs::cli {

// "--report a=x b=y -- CMD" as "--report a=x --report b=y -- CMD", and so for
// each option that may be given again: before a -- nothing else can be meant.
// Without a -- the words are left as they are.
std::vector<std::string> with_options_repeated(std::vector<std::string> words);

int run_command_line(int argc, const char* const* argv, Process& process);

}  // namespace chefs::cli
