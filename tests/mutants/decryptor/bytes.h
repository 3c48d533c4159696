// Bytes, and text encodings of them, as the wrong decryptors need them: strict
// where a step is right, and in small parts that a bug can use wrongly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chefs::mutants {

using Bytes = std::string;

bool is_hex_digit(char character);
std::string to_hex(std::string_view bytes);
// Either case; nothing on an odd length or any other character.
std::optional<Bytes> from_hex(std::string_view text);

std::string to_base64(std::string_view bytes);
// The alphabet of RFC 4648 section 4; `=` at the end may be missing.
std::optional<Bytes> from_base64(std::string_view text);
// That of section 5, with - and _.
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace chefs::mutants
