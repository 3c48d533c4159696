// Events as CHEFS sends nearly all of them, read without a tree of JSON values.
// Not a second reading: what is unusual in any way is left to
// received_event.cc, which decides alone what an event means.
#pragma once

#include <string_view>

#include "contract/received_event.h"

namespace chefs::contract {

// False, with `event` as it was, unless the bytes are an envelope of `meta` and
// `payload` in this order and nothing else; `meta` of attributes that are
// known, each once and of its type, formMetadata flat and small; `payload`
// empty, or with a string as `data` alone.
bool read_plain_event(std::string_view bytes, ReceivedEvent& event);

}  // namespace chefs::contract
