// Changes that careless programs make to a text. Pure; used to recognise them
// in an answer, not to make wrong answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chefs::conformance {

std::string without_white_space_around(std::string_view text);
std::string without_nuls(std::string_view text);
std::string with_lf_line_ends(std::string_view text);
// Each byte as the character of that number, in UTF-8.
std::string latin1_to_utf8(std::string_view bytes);
// Nothing if a character is beyond U+00FF or the text is not UTF-8.
std::optional<std::string> utf8_to_latin1(std::string_view text);
// Each character beyond ASCII as the same replacement; surrogates of UTF-16
// count as two characters.
std::string non_ascii_as(std::string_view text, std::string_view replacement);
bool same_json(std::string_view one, std::string_view other);

}  // namespace chefs::conformance
