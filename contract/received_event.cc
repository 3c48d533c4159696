#include "contract/received_event.h"

#include <utility>
#include <vector>

#include "contract/internal/meta_attributes.h"
#include "contract/internal/plain_event.h"
#include "contract/js_json_parse.h"

namespace chefs::contract {
namespace {

// A later reason does not take the place of the first.
void refuse(ReceivedEvent& event, std::string reason) {
  event.kind = EventKind::kInvalid;
  if (event.invalid_reason.empty()) event.invalid_reason = std::move(reason);
}

Json* find(Json& object, std::string_view key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::string described(const Json* value) {
  if (value == nullptr) return "is absent";
  return std::string("is of type ") + value->type_name();
}

std::string* find_string(Json& object, std::string_view key) {
  Json* value = find(object, key);
  return value == nullptr ? nullptr : value->get_ptr<std::string*>();
}

void take_attribute(Json& meta, const MetaAttribute& attribute,
                    ReceivedEvent& event) {
  if (auto* text = find_string(meta, attribute.key)) {
    attribute.place_in(event) = std::move(*text);
  } else if (attribute.is_required) {
    refuse(event, std::string("meta.") + attribute.key + " " +
                      described(find(meta, attribute.key)) +
                      ", a string is expected there");
  }
}

// Without recursion, as the depth is whatever was sent.
bool is_nested_deeper(const Json& value, std::size_t most_levels) {
  std::vector<const Json*> level = {&value};
  for (std::size_t depth = 0; depth < most_levels; ++depth) {
    std::vector<const Json*> next;
    for (const Json* container : level) {
      for (const Json& child : *container) {
        if (child.is_structured()) next.push_back(&child);
      }
    }
    if (next.empty()) return false;
    level = std::move(next);
  }
  return true;
}

void take_form_metadata(Json& meta, Json& to) {
  Json* value = find(meta, "formMetadata");
  if (value == nullptr || !value->is_object()) return;
  if (is_nested_deeper(*value, kMaxFormMetadataLevels)) return;
  to = std::move(*value);
}

void read_meta(Json& envelope, ReceivedEvent& event) {
  Json* meta = find(envelope, "meta");
  if (meta == nullptr || !meta->is_object()) {
    return refuse(event,
                  "meta " + described(meta) + ", an object is expected there");
  }
  for (const MetaAttribute& attribute : kMetaAttributes) {
    take_attribute(*meta, attribute, event);
  }
  const Json* draft = find(*meta, "draft");
  if (draft != nullptr && draft->is_boolean()) event.draft = draft->get<bool>();
  take_form_metadata(*meta, event.form_metadata);
}

void read_error(Json& error, ReceivedEvent& event) {
  std::string* code = error.is_object() ? find_string(error, "code") : nullptr;
  if (code == nullptr) {
    return refuse(event, "error is not an object with a string `code`");
  }
  event.kind = EventKind::kOversize;
  event.error_code = std::move(*code);
  if (auto* message = find_string(error, "message")) {
    event.error_message = std::move(*message);
  }
}

void read_payload(Json& envelope, ReceivedEvent& event) {
  Json* payload = find(envelope, "payload");
  if (payload == nullptr || !payload->is_object()) {
    return refuse(event, "payload " + described(payload) +
                             ", an object is expected there");
  }
  Json* data = find(*payload, "data");
  if (data == nullptr) {
    event.kind = EventKind::kPublic;
  } else if (auto* sealed = data->get_ptr<std::string*>()) {
    event.kind = EventKind::kSealed;
    event.sealed = std::move(*sealed);
  } else {
    refuse(event, "payload.data " + described(data) +
                      " and there is no error beside it, a string is "
                      "expected there");
  }
}

}  // namespace

ReceivedEvent read_event(std::string_view bytes) {
  ReceivedEvent event;
  if (read_plain_event(bytes, event)) return event;
  auto parsed = parse_js_json(bytes);
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) {
    refuse(event, "it is not JSON, " + fault->text);
    return event;
  }
  Json& envelope = std::get<Json>(parsed);
  if (!envelope.is_object()) {
    refuse(event, "it is JSON of type " + std::string(envelope.type_name()) +
                      ", an object is expected");
    return event;
  }
  Json* error = find(envelope, "error");
  if (error != nullptr && !error->is_null()) {
    read_error(*error, event);
  } else {
    read_payload(envelope, event);
  }
  read_meta(envelope, event);
  return event;
}

}  // namespace chefs::contract
