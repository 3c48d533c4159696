// JSON text read as JavaScript's JSON.parse reads it. Not lenient: no comments,
// no trailing commas, no byte order mark, no bytes that are not UTF-8.
// Source: ECMA-262, JSON.parse; RFC 8259.
//
//   auto parsed = parse_js_json("{\"n\":1.0,\"n\":2}");
//   if (auto* value = std::get_if<Json>(&parsed)) stringify(*value);
//   // {"n":2}
//   else std::get<JsonFault>(parsed).text;
//
// Of keys that are alike the last value wins, at the place of the first. A
// lone surrogate, which can only come in as an escape, is kept as the three
// bytes of WTF-8; js_json.h writes it back as the escape. A number is a double;
// a whole one up to 2^53 is held as an integer. One too large is infinity,
// which js_json.h writes as null.
//
// Depth costs memory, not the thread's stack, in reading as in destroying. But
// nlohmann::json copies and compares by recursion: move a value of unknown
// depth, do not copy it. Why: docs/decisions/0010.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "contract/json.h"

namespace chefs::contract {

struct JsonFault {
  // Counted in bytes from 0.
  std::size_t offset_bytes = 0;
  // "byte 12: a comma or } is missing"; never quotes the text.
  std::string text;
};

std::variant<Json, JsonFault> parse_js_json(std::string_view text);

}  // namespace chefs::contract
