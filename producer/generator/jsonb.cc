#include "producer/generator/jsonb.h"

#include <algorithm>
#include <string>
#include <vector>

namespace chefs::producer {
namespace {

using contract::Json;

bool comes_before(const std::string& left, const std::string& right) {
  if (left.size() != right.size()) return left.size() < right.size();
  return left < right;
}

Json object_in_order(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  std::sort(keys.begin(), keys.end(), comes_before);

  Json ordered = Json::object();
  for (const std::string& key : keys) {
    ordered[key] = in_jsonb_order(object[key]);
  }
  return ordered;
}

}  // namespace

Json in_jsonb_order(const Json& value) {
  if (value.is_object()) return object_in_order(value);
  if (!value.is_array()) return value;

  Json ordered = Json::array();
  for (const Json& element : value) ordered.push_back(in_jsonb_order(element));
  return ordered;
}

}  // namespace chefs::producer
