// Reads a scenario strictly: an unknown field, an unknown step, a missing or
// ill-typed value, a form or submission that was not declared before it is
// used are each an error that names file, place and what was expected.
//
//   Scenario tour = read_scenario_file("scenarios/tour.json");
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "producer/scenario/scenario.h"

namespace chefs::producer {

// Throws ScenarioError; EnvironmentError if the file cannot be read.
Scenario read_scenario_file(const std::filesystem::path& file);

// The same from text; `file` is named in errors.
Scenario read_scenario(std::string_view text, const std::string& file);

}  // namespace chefs::producer
