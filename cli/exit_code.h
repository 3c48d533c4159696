// What the command's exit status means. `up -- CMD` gives CMD's own instead.
#pragma once

namespace chefs::cli {

enum ExitCode : int {
  kOk = 0,
  // The thing that was checked, sent or read is wrong.
  kWrong = 1,
  // The command line makes no sense.
  kUsage = 2,
  // The environment is broken: no server, a port taken, a disk full.
  kEnvironment = 3,
  // Ended by Ctrl-C or SIGTERM before the work was done (128 + SIGINT).
  kInterrupted = 130,
  // Whoever read the output went away first (128 + SIGPIPE), as a shell
  // reports it for any other program.
  kOutputClosed = 141,
};

}  // namespace chefs::cli
