// Reads a scenario's steps. Part of scenario_reader.h.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "contract/json_fwd.h"
#include "producer/scenario/scenario.h"
#include "producer/scenario/strict_object.h"

namespace chefs::producer {

// The names that a step may refer to; submissions join as they are created.
struct DeclaredNames {
  std::set<std::string, std::less<>> forms;
  std::set<std::string, std::less<>> submissions;
};

std::vector<ScenarioStep> read_steps(const contract::Json& steps,
                                     const JsonPlace& place,
                                     DeclaredNames& names);

// {"enabled": …, "private": …, "public": …}; what is absent is on.
StreamSettings read_streams(const contract::Json& value,
                            const JsonPlace& place);

contract::Json read_metadata(const contract::Json& value,
                             const JsonPlace& place);

}  // namespace chefs::producer
