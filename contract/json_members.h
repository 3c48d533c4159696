// Members of a JSON object appended without a look-up: nlohmann's ordered
// object searches all its keys for each that is added by [], and a list in
// braces copies its values twice.
//
//   Json row = Json::object();
//   append_member(row, "id", id);   // the key must not stand in it yet
#pragma once

#include <string_view>
#include <utility>

#include "contract/json.h"

namespace chefs::contract {

template <typename Value>
void append_member(Json::object_t& object, std::string_view key,
                   Value&& value) {
  object.Json::object_t::Container::emplace_back(std::string(key),
                                                 std::forward<Value>(value));
}

template <typename Value>
void append_member(Json& object, std::string_view key, Value&& value) {
  append_member(object.get_ref<Json::object_t&>(), key,
                std::forward<Value>(value));
}

}  // namespace chefs::contract
