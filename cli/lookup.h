// What a person names, or means without naming it: a scenario, the `up` that
// runs. What is mistyped is a usage error, so that the command ends with exit
// code 2.
#pragma once

#include <filesystem>
#include <string>

#include "producer/scenario/scenario.h"

namespace chefs::cli {

producer::Scenario load_scenario(const std::string& name_or_path);

// The producer.env of the one `up` that runs here. Throws EnvironmentError if
// there is none, UsageError if there are several.
std::filesystem::path find_running_stream();

}  // namespace chefs::cli
