// A scenario file, and what is to be published by it.
#include <string>

#include "producer/scenario/scenario_error.h"
#include "producer/scenario/scenario_reader.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {

void run(std::string_view text) {
  try {
    const producer::Scenario scenario =
        producer::read_scenario(text, "scenario.json");
    require(!scenario.forms.empty(), "a scenario has a form");
  } catch (const producer::ScenarioError& error) {
    const std::string_view told = error.what();
    require(told.find("scenario.json") != std::string_view::npos,
            "an error names the file");
  }
}

}  // namespace chefs::fuzz
