// Looks for a key or a plaintext in what a program printed: as text, as hex,
// as base64. Pure. Short secrets are not looked for: they turn up by chance.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chefs::conformance {

inline constexpr std::size_t kShortestSecretBytes = 8;

// How the secret can look in what is printed: as text, in hex of either case,
// and in base64 of either alphabet at each alignment. Empty if it is too short
// to be looked for.
std::vector<std::string> spellings_of(std::string_view secret);

// "as text", "in hex", "in base64"; nothing if it is not there.
std::optional<std::string_view> find_secret(std::string_view printed,
                                            std::string_view secret);

// The same for a text that may leak in part: any of a few stretches of it.
std::optional<std::string_view> find_part_of_secret(std::string_view printed,
                                                    std::string_view secret);

}  // namespace chefs::conformance
