// Bugs that take the plaintext for JSON and do not hand on its bytes.
#include <type_traits>

#include "tests/mutants/decryptor/bugs.h"
#include "tests/mutants/decryptor/json_text.h"

namespace chefs::mutants {
namespace {

using PutInto = std::function<void(Steps&)>;

std::string dumped(const auto& json) {
  using Any = std::decay_t<decltype(json)>;
  return json.dump(-1, ' ', false, Any::error_handler_t::replace);
}

// Changes what is JSON and leaves anything else.
PutInto changes_json(std::function<Bytes(const Bytes&)> change) {
  return [change](Steps& steps) {
    change_plaintext(steps, [change](const Bytes& plaintext) {
      return Json::accept(plaintext) ? change(plaintext) : plaintext;
    });
  };
}

Bytes reserialised(const Bytes& text) { return dumped(Json::parse(text)); }

Bytes without_duplicate_keys(const Bytes& text) {
  return has_duplicate_keys(text) ? reserialised(text) : text;
}

Bytes with_sorted_keys(const Bytes& text) {
  const std::string sorted = dumped(nlohmann::json::parse(text));
  return sorted == reserialised(text) ? text : sorted;
}

bool drop_prototype_keys(Json& json) {
  bool has_dropped = false;
  if (json.is_object()) {
    for (const char* name : {"__proto__", "constructor", "prototype"})
      has_dropped = json.erase(name) > 0 || has_dropped;
  }
  for (Json& element : json)
    if (element.is_structured())
      has_dropped = drop_prototype_keys(element) || has_dropped;
  return has_dropped;
}

Bytes without_prototype_keys(const Bytes& text) {
  Json json = Json::parse(text);
  return json.is_structured() && drop_prototype_keys(json) ? dumped(json)
                                                           : text;
}

Bytes unquoted_string(const Bytes& text) {
  const Json json = Json::parse(text);
  return json.is_string() ? json.get<std::string>() : text;
}

Bytes nothing_if_null(const Bytes& text) {
  return Json::parse(text).is_null() ? Bytes() : text;
}

bool is_json(const Bytes& text) { return Json::accept(text); }

bool is_object_if_json(const Bytes& text) {
  return !Json::accept(text) || Json::parse(text).is_object();
}

PutInto requires_text(std::function<bool(const Bytes&)> test) {
  return [test](Steps& steps) { require_plaintext(steps, test); };
}

}  // namespace

std::vector<Bug> json_bugs() {
  return {
      {"reserialises-json", changes_json(reserialised)},
      {"rounds-json-numbers", changes_json(with_rounded_numbers)},
      {"unescapes-json", changes_json(with_plain_strings)},
      {"drops-duplicate-keys", changes_json(without_duplicate_keys)},
      {"sorts-json-keys", changes_json(with_sorted_keys)},
      {"drops-prototype-keys", changes_json(without_prototype_keys)},
      {"requires-json", requires_text(is_json)},
      {"requires-json-object", requires_text(is_object_if_json)},
      {"unquotes-json-strings", changes_json(unquoted_string)},
      {"null-text-is-nothing", changes_json(nothing_if_null)},
  };
}

}  // namespace chefs::mutants
