// Bugs in the exit code and in what stands on standard output with it. They
// show in the one-shot adapter only.
#include "tests/mutants/decryptor/bugs.h"

namespace chefs::mutants {

std::vector<Bug> exit_bugs() {
  return {
      {"rejects-with-exit-0", [](Steps& steps) { steps.exit_on_reject = 0; }},
      {"rejects-with-exit-2", [](Steps& steps) { steps.exit_on_reject = 2; }},
      {"accepts-with-exit-1", [](Steps& steps) { steps.exit_on_accept = 1; }},
      {"prints-rejection-on-stdout",
       [](Steps& steps) {
         steps.exit_on_reject = 0;
         steps.print_on_reject = [](const Rejected& rejected) {
           return rejected.reason;
         };
       }},
  };
}

}  // namespace chefs::mutants
