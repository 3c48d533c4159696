// One case of the consumer suite, as it stands in a catalogue's file.
#include <string>

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {

void run(std::string_view text) {
  using namespace conformance;
  try {
    const base::JsonFile file = base::parse_json_file("case.json", text);
    const ConsumerCase read = read_consumer_case(base::JsonPlace(file));
    require(!read.steps.empty(), "a case has steps");
  } catch (const base::EnvironmentError& error) {
    const std::string_view told = error.what();
    require(told.find("case.json") != std::string_view::npos,
            "an error names the file");
  }
}

}  // namespace chefs::fuzz
