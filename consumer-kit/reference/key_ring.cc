#include "consumer-kit/reference/key_ring.h"

#include <utility>

#include "contract/json.h"

namespace chefs::consumer {
namespace {

using contract::Json;
using contract::Secret;

constexpr std::string_view kAllForms = "*";

std::optional<std::string> fault_of(const Json& keys) {
  if (!keys.is_object()) {
    return "is not a JSON object of the form {\"<form id>\": \"<key>\"}";
  }
  for (const auto& [form_id, key] : keys.items()) {
    if (!key.is_string()) {
      return "holds a value that is no string, for the form " + form_id;
    }
    if (key.get_ref<const std::string&>().empty()) {
      return "holds an empty key, for the form " + form_id;
    }
  }
  return std::nullopt;
}

}  // namespace

void KeyRing::set_for_all(Secret key) { for_all_ = std::move(key); }

void KeyRing::set_for_form(std::string form_id, Secret key) {
  by_form_.insert_or_assign(std::move(form_id), std::move(key));
}

std::optional<std::string> KeyRing::add_json(std::string_view text,
                                             const std::string& origin) {
  Json keys = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  const auto fault = fault_of(keys);
  if (fault) return origin + " " + *fault;
  for (auto& [form_id, key] : keys.items()) {
    auto& plain = key.get_ref<std::string&>();
    if (form_id == kAllForms) {
      set_for_all(Secret(plain));
    } else {
      set_for_form(form_id, Secret(plain));
    }
    contract::wipe(plain);
  }
  return std::nullopt;
}

std::vector<const Secret*> KeyRing::candidates(std::string_view form_id) const {
  std::vector<const Secret*> keys;
  const auto own = by_form_.find(form_id);
  if (own != by_form_.end()) keys.push_back(&own->second);
  if (for_all_) keys.push_back(&*for_all_);
  return keys;
}

}  // namespace chefs::consumer
