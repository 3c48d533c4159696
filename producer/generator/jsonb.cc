#include "producer/generator/jsonb.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "contract/json_members.h"

namespace chefs::producer {
namespace {

using contract::Json;
using Object = Json::object_t;
using Member = Object::value_type;

bool comes_before(const std::string& left, const std::string& right) {
  if (left.size() != right.size()) return left.size() < right.size();
  return left < right;
}

bool is_before(const Member& left, const Member& right) {
  return comes_before(left.first, right.first);
}

void put_in_order(Object& object) {
  if (std::is_sorted(object.begin(), object.end(), is_before)) return;
  std::vector<Member*> places;
  places.reserve(object.size());
  for (Member& member : object) places.push_back(&member);
  std::sort(places.begin(), places.end(),
            [](const Member* left, const Member* right) {
              return is_before(*left, *right);
            });
  Object ordered;
  ordered.reserve(places.size());
  for (Member* place : places) {
    contract::append_member(ordered, place->first, std::move(place->second));
  }
  object = std::move(ordered);
}

void put_in_order(Json& value) {
  if (value.is_array()) {
    for (Json& element : value) put_in_order(element);
  } else if (value.is_object()) {
    auto& object = value.get_ref<Object&>();
    for (auto& [key, member] : object) put_in_order(member);
    put_in_order(object);
  }
}

}  // namespace

Json in_jsonb_order(Json value) {
  put_in_order(value);
  return value;
}

}  // namespace chefs::producer
