// base64.h for bytes that are held in strings, as plaintexts are.
//
//   to_base64("foob");              // "Zm9vYg=="
//   text_from_base64("Zm9vYg==");   // "foob"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract/base64.h"
#include "contract/hex.h"

namespace chefs::contract {

inline std::string to_base64(std::string_view bytes) {
  return to_base64(as_bytes(bytes));
}

// Nothing if the text is not strictly base64.
inline std::optional<std::string> text_from_base64(std::string_view text) {
  const auto bytes = from_base64(text);
  if (!bytes) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(bytes->data()),
                     bytes->size());
}

}  // namespace chefs::contract
