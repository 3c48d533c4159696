// A JSON file read whole, with mistakes told by line and column. Stricter than
// the parser underneath: a key that stands twice in an object is a mistake too.
#pragma once

#include <string>
#include <string_view>

#include "contract/json_fwd.h"

namespace chefs::producer {

// Throws ScenarioError. `file` is only named in it.
contract::Json parse_document(std::string_view text, const std::string& file);

}  // namespace chefs::producer
