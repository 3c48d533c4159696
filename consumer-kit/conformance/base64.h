// Base64 (RFC 4648, standard alphabet, padded) of bytes held in a string.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chefs::conformance {

std::string to_base64(std::string_view bytes);
// Nothing on a foreign character, a wrong length or wrong padding.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace chefs::conformance
