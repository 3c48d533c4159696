// JSON text spelled byte for byte as JavaScript's JSON.stringify spells it.
// Not a parser and not a pretty-printer.
// Source: ECMA-262, JSON.stringify, Number::toString, OrdinaryOwnPropertyKeys.
//
//   // with contract/json.h, for the value itself
//   chefs::contract::stringify(Json{{"n", 1.0}, {"big", 1e21}});
//   // {"n":1,"big":1e+21}
//
// Numbers take JavaScript's shortest form; an integer beyond 2^53 is first
// rounded to a double, as JavaScript would hold it; NaN and infinity become
// null. Keys that are array indices come first, ascending, as in a JavaScript
// object. A lone surrogate, held in a std::string as its three WTF-8 bytes, is
// written as \udXXX; any other byte sequence that is not UTF-8 becomes U+FFFD.
// Why: docs/decisions/0010.
#pragma once

#include <string>
#include <string_view>

#include "contract/json_fwd.h"

namespace chefs::contract {

std::string stringify(const Json& value);
void append_stringified(const Json& value, std::string& out);

// The text in quotes, escaped.
void append_js_string(std::string_view text, std::string& out);
void append_js_number(double number, std::string& out);

}  // namespace chefs::contract
