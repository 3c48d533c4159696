// A scenario by name or file, with what is wrong with it as a usage error, so
// that a mistyped name ends with exit code 2.
#pragma once

#include <string>

#include "producer/scenario/scenario.h"

namespace chefs::cli {

producer::Scenario load_scenario(const std::string& name_or_path);

}  // namespace chefs::cli
