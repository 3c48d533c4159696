// Carries out a sealing: from key, salt, iv and plaintext to the pieces of a
// sealed text, in the order of its layout, ready to be edited.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/recipe/key_store.h"
#include "consumer-kit/conformance/decryptor/recipe/recipe.h"

namespace chefs::conformance {

// Bytes [begin, end) of a piece; empty where something is missing.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Piece {
  // Unset: bytes that belong to no field.
  std::optional<Field> field;
  std::string bytes;
  // What is not as it should be, for the drawing.
  std::vector<ByteRange> touched;
};
using Pieces = std::vector<Piece>;

std::string make_plaintext(const Plaintext& plaintext, KeyStore& keys);
// The size of it, without making it.
std::size_t plaintext_bytes(const Plaintext& plaintext);

// Fields that stand elsewhere than they should, or that were computed
// otherwise, are marked as touched.
Pieces seal(const Sealing& sealing, KeyStore& keys);

std::string joined(const Pieces& pieces);

}  // namespace chefs::conformance
