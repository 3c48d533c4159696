// Changes that programs make to text when they should leave it alone. Used on
// keys and on plaintexts.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "tests/mutants/decryptor/bytes.h"
#include "tests/mutants/decryptor/utf8.h"

namespace chefs::mutants {

inline constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";

std::string lower(std::string_view text);
std::string upper(std::string_view text);
std::string trimmed(std::string_view text);
// One pair of ' or " around it.
std::string unquoted(std::string_view text);
std::string without_line_end(std::string_view text);
std::string until(std::string_view text, std::string_view any_of);
std::string replaced(std::string_view text, std::string_view what,
                     std::string_view by);
// \n, \t, \r and \\ as C spells them.
std::string unescaped(std::string_view text);
// By another text for each character; wrong UTF-8 is left as it is.
std::string each_character(
    std::string_view text,
    const std::function<std::string(const Character&)>& change);
// Normalisation forms C and D, for the Latin letters with one accent and for
// Hangul: enough to change a text that cares.
std::string composed(std::string_view text);
std::string decomposed(std::string_view text);

}  // namespace chefs::mutants
