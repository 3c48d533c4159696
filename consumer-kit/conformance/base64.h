// contract/base64.h for bytes that are held in strings, as plaintexts are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract/base64.h"
#include "contract/hex.h"

namespace chefs::conformance {

inline std::string to_base64(std::string_view bytes) {
  return contract::to_base64(contract::as_bytes(bytes));
}

// Nothing if the text is not strictly base64.
inline std::optional<std::string> from_base64(std::string_view text) {
  const auto bytes = contract::from_base64(text);
  if (!bytes) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(bytes->data()),
                     bytes->size());
}

}  // namespace chefs::conformance
