// Reads the changes that a recipe makes: `edits` and `text_edits`.
#pragma once

#include <functional>

#include "base/json_place.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe.h"

namespace chefs::conformance {

Field read_field(const base::JsonPlace& place);

// `read_sealing` reads the sealing that an edit takes a field from.
ByteEdit read_byte_edit(
    const base::JsonPlace& place,
    const std::function<Sealing(const base::JsonPlace&)>& read_sealing);
TextEdit read_text_edit(const base::JsonPlace& place);

}  // namespace chefs::conformance
