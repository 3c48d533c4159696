#include <unistd.h>

#include "cli/command_line.h"

int main(int argc, char** argv) {
  using namespace chefs::cli;
  Signals signals;
  Output out(STDOUT_FILENO);
  Output err(STDERR_FILENO);
  Process process{out, err, signals};
  return run_command_line(argc, argv, process);
}
