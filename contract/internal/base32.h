// Base32 of RFC 4648 in upper case without padding, as NKeys use it.
// Not a check of what the bytes mean: that is nkey.h.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::contract {

std::string to_base32(std::span<const std::byte> bytes);

// Nothing on a character outside A–Z and 2–7, on a length that no bytes have,
// or if bits are set beyond the last byte.
std::optional<std::vector<std::byte>> from_base32(std::string_view text);

// Where the first character outside A–Z and 2–7 stands, if there is one.
std::optional<std::size_t> find_non_base32(std::string_view text);

}  // namespace chefs::contract
