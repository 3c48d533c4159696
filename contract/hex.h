// Bytes as lower-case hex text and back, strictly.
//
//   to_hex(as_bytes("AZ"));  // "415a"
//   from_hex("415A");        // the same two bytes
//   from_hex("415");         // nothing: half a byte is left
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::contract {

std::string to_hex(std::span<const std::byte> bytes);
void append_hex(std::span<const std::byte> bytes, std::string& out);

// Either case of digit; nothing on an odd length or any other character.
std::optional<std::vector<std::byte>> from_hex(std::string_view text);

std::span<const std::byte> as_bytes(std::string_view text);

}  // namespace chefs::contract
