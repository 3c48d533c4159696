// Reads a list of faults from JSON, strictly: a moment, an action or a pair of
// both that means nothing is an error that names file and place.
// Source of the words: docs/faults.md; schema:
// fixtures/schemas/faults.schema.json.
//
//   [{"when": {"event": "delivery", "nth": 3}, "do": {"close": 1011}}]
#pragma once

#include "base/json_place.h"
#include "consumer-kit/conformance/proxy/fault.h"

namespace chefs::conformance {

// The list itself, without a seed: that is the case's or the command's.
// Throws EnvironmentError.
std::vector<Fault> read_faults(const base::JsonPlace& list);

// A file of its own, {"faults": […], "seed": 7}, or the list alone.
FaultPlan read_fault_file(const std::filesystem::path& path);
FaultPlan read_fault_plan(const base::JsonFile& file);

// What is done to a server: "restart", in a fault or in a step of a case.
producer::ServerAction read_server_action(const base::JsonPlace& place,
                                          producer::ActionWords words);

}  // namespace chefs::conformance
