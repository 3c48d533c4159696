#include "producer/scenario/strict_object.h"

#include <fmt/format.h>

#include "contract/json.h"
#include "producer/scenario/scenario_error.h"

namespace chefs::producer {
namespace {

using contract::Json;

std::string escaped(std::string_view key) {
  std::string text;
  for (char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

[[noreturn]] void complain_type(const JsonPlace& place,
                                std::string_view expected, const Json& found) {
  place.complain(
      fmt::format("expected {}, found {}", expected, describe_json(found)));
}

}  // namespace

JsonPlace JsonPlace::member(std::string_view key) const {
  return {file, pointer + "/" + escaped(key)};
}

JsonPlace JsonPlace::element(std::size_t index) const {
  return {file, fmt::format("{}/{}", pointer, index)};
}

void JsonPlace::complain(const std::string& what) const {
  throw ScenarioError(file, pointer.empty() ? "(whole file)" : pointer, what);
}

std::string describe_json(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::object:
      return "an object";
    case Json::value_t::array:
      return "an array";
    case Json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case Json::value_t::string:
      return "the string " + value.dump();
    default:
      return "the number " + value.dump();
  }
}

StrictObject::StrictObject(const Json& value, JsonPlace place)
    : value_(value), place_(std::move(place)) {
  if (!value.is_object()) complain_type(place_, "an object", value);
}

const Json* StrictObject::optional_value(std::string_view key) {
  known_.emplace(key);
  const auto found = value_.find(key);
  return found == value_.end() ? nullptr : &*found;
}

const Json& StrictObject::required(std::string_view key,
                                   std::string_view what) {
  const Json* value = optional_value(key);
  if (value == nullptr) {
    place_.complain(fmt::format("\"{}\" ({}) is missing", key, what));
  }
  return *value;
}

std::string StrictObject::text(std::string_view key) {
  const Json& value = required(key, "a string");
  if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
    complain_type(place_.member(key), "a string that is not empty", value);
  }
  return value.get<std::string>();
}

std::optional<std::string> StrictObject::optional_text(std::string_view key) {
  if (optional_value(key) == nullptr) return std::nullopt;
  return text(key);
}

std::string StrictObject::text_or(std::string_view key, std::string fallback) {
  return optional_text(key).value_or(std::move(fallback));
}

bool StrictObject::flag_or(std::string_view key, bool fallback) {
  const Json* value = optional_value(key);
  if (value == nullptr) return fallback;
  if (!value->is_boolean()) {
    complain_type(place_.member(key), "true or false", *value);
  }
  return value->get<bool>();
}

std::int64_t StrictObject::count(std::string_view key) {
  const Json& value = required(key, "a whole number");
  const bool is_whole =
      value.is_number_unsigned() && value.get<std::uint64_t>() <= 1'000'000'000;
  if (!is_whole || value.get<std::int64_t>() < 1) {
    complain_type(place_.member(key), "a whole number from 1 to 1000000000",
                  value);
  }
  return value.get<std::int64_t>();
}

std::optional<std::int64_t> StrictObject::optional_count(std::string_view key) {
  if (optional_value(key) == nullptr) return std::nullopt;
  return count(key);
}

const Json& StrictObject::object(std::string_view key) {
  const Json& value = required(key, "an object");
  if (!value.is_object()) {
    complain_type(place_.member(key), "an object", value);
  }
  return value;
}

const Json& StrictObject::array(std::string_view key) {
  const Json& value = required(key, "an array");
  if (!value.is_array()) complain_type(place_.member(key), "an array", value);
  return value;
}

void StrictObject::finish() const {
  for (const auto& [key, value] : value_.items()) {
    if (known_.contains(key)) continue;
    std::string names;
    for (const std::string& name : known_) {
      names += (names.empty() ? "" : ", ") + name;
    }
    place_.member(key).complain(
        fmt::format("unknown field; known here: {}", names));
  }
}

}  // namespace chefs::producer
