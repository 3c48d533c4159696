// The name of the JSON value, for headers that only pass it on. The value
// itself (json.h) costs most of a second in each file that is compiled with it.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace chefs::contract {

using Json = nlohmann::ordered_json;

}  // namespace chefs::contract
