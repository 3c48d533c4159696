// What a verb of the command is: a function that adds itself to the command
// line and, when it is the one that was typed, says what to run.
//
//   void add_up(CLI::App& app, Chosen& chosen) {
//     auto options = std::make_shared<UpOptions>();
//     CLI::App* verb = app.add_subcommand("up", "Start the CHEFS stream.");
//     verb->add_option("--port", options->port, "…");
//     verb->footer(examples({…}));
//     verb->callback([options, &chosen] {
//       chosen = [options](Process& process) { return up(*options, process); };
//     });
//   }
//
// A new verb: one file cli/<verb>.cc, one line in cli/verbs.h, one in verbs.cc.
#pragma once

#include <functional>

#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/signals.h"

namespace chefs::cli {

// What a verb may use of the process that it runs in.
struct Process {
  Output& out;
  Output& err;
  Signals& signals;
};

// Returns the exit code. Throws UsageError (2), EnvironmentError (3) or
// OutputClosed; anything else that is thrown ends with 3 too.
using Chosen = std::function<int(Process&)>;

}  // namespace chefs::cli
