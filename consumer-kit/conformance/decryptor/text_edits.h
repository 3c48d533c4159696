// A sealed text once it is encoded, with marks on what was changed, and the
// changes that are made to the text itself. Changes to the bytes behind it are
// in byte_edits.h.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe.h"
#include "consumer-kit/conformance/decryptor/recipe/sealing.h"

namespace chefs::conformance {

struct MarkedText {
  std::string text;
  // Offsets in bytes of the text's UTF-8.
  std::vector<TextRange> touched;
  // Hex text only, and only until its length changes.
  std::map<Field, TextRange> fields;
};

MarkedText encode(const Pieces& pieces, Encoding encoding);

// Throws std::out_of_range if there is nothing to change.
void apply(const TextEdit& edit, MarkedText& text);

}  // namespace chefs::conformance
