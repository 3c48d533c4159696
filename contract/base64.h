// Base64 of RFC 4648 in its standard alphabet with padding, strictly.
// Not the URL-safe alphabet, and no line breaks.
//
//   to_base64(as_bytes("foob"));       // "Zm9vYg=="
//   from_base64("Zm9vYg");             // nothing: the padding is missing
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::contract {

std::string to_base64(std::span<const std::byte> bytes);

// Nothing on a foreign character, missing or surplus padding, or if bits are
// set beyond the last byte.
std::optional<std::vector<std::byte>> from_base64(std::string_view text);

}  // namespace chefs::contract
