// Base64 with padding, read strictly. Not base64url.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chefs::producer {

std::optional<std::string> decode_base64(std::string_view text);

}  // namespace chefs::producer
