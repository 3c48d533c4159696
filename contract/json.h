// The JSON value that the whole toolkit passes around, with its keys in order.
// Not a writer: for bytes that CHEFS would send use js_json.h, never dump().
// Key order is part of the wire contract (docs/contract.md, "Envelope").
//
//   const Json value{{"b", 1}, {"a", 2}};  // the keys stay in this order
#pragma once

#include <nlohmann/json.hpp>

#include "contract/json_fwd.h"
