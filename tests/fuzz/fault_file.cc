// A file of faults; those that are read are told to people in words.
#include <string>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/proxy/fault_reader.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {

void run(std::string_view text) {
  using namespace conformance;
  try {
    const FaultPlan plan =
        read_fault_plan(base::parse_json_file("f.json", text));
    for (const Fault& fault : plan.faults) {
      require(!describe(fault).empty(), "a fault has a description");
      require(fault.when.nth >= 1, "moments are counted from 1");
    }
  } catch (const base::EnvironmentError& error) {
    const std::string_view told = error.what();
    require(told.find("f.json") != std::string_view::npos,
            "an error names the file");
  }
}

}  // namespace chefs::fuzz
