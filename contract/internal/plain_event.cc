#include "contract/internal/plain_event.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "contract/internal/json_scanner.h"
#include "contract/json_members.h"

namespace chefs::contract {
namespace {

// The attributes of `meta` that are strings, and where each goes.
struct Attribute {
  std::string_view key;
  std::string ReceivedEvent::*required = nullptr;
  std::optional<std::string> ReceivedEvent::*optional = nullptr;
  bool may_be_absent = true;
};

constexpr std::array kAttributes = {
    Attribute{.key = "source", .required = &ReceivedEvent::source},
    Attribute{.key = "domain",
              .required = &ReceivedEvent::domain,
              .may_be_absent = false},
    Attribute{.key = "class",
              .required = &ReceivedEvent::event_class,
              .may_be_absent = false},
    Attribute{.key = "type",
              .required = &ReceivedEvent::type,
              .may_be_absent = false},
    Attribute{.key = "formId",
              .required = &ReceivedEvent::form_id,
              .may_be_absent = false},
    Attribute{.key = "formVersionId",
              .optional = &ReceivedEvent::form_version_id},
    Attribute{.key = "submissionId", .optional = &ReceivedEvent::submission_id},
    Attribute{.key = "timestamp", .optional = &ReceivedEvent::timestamp}};

// Of so many, each can be compared with all others.
constexpr std::size_t kMostMetadata = 16;

class PlainReader {
 public:
  PlainReader(std::string_view bytes, ReceivedEvent& event)
      : scanner_(bytes), event_(event) {}

  bool read() {
    return scanner_.take('{') && key_is("meta") && read_meta() &&
           scanner_.take(',') && key_is("payload") && read_payload() &&
           scanner_.take('}') && scanner_.is_finished();
  }

 private:
  bool key_is(std::string_view expected) {
    return scanner_.read_string(key_) && key_ == expected && scanner_.take(':');
  }

  bool read_meta() {
    if (!scanner_.take('{')) return false;
    do {
      if (!scanner_.read_string(key_) || !scanner_.take(':')) return false;
      if (!read_attribute()) return false;
    } while (scanner_.take(','));
    return scanner_.take('}') && has_all_required();
  }

  bool read_attribute() {
    if (key_ == "draft") return read_draft();
    if (key_ == "formMetadata") return read_form_metadata();
    for (std::size_t i = 0; i < kAttributes.size(); ++i) {
      if (key_ != kAttributes[i].key) continue;
      if (std::exchange(is_read_[i], true)) return false;
      return scanner_.read_string(place_of(kAttributes[i]));
    }
    return false;
  }

  std::string& place_of(const Attribute& attribute) {
    if (attribute.required != nullptr) return event_.*attribute.required;
    return (event_.*attribute.optional).emplace();
  }

  bool read_draft() {
    if (event_.draft) return false;
    if (scanner_.peek() != 't' && scanner_.peek() != 'f') return false;
    Json value;
    if (!scanner_.read_scalar(value)) return false;
    event_.draft = value.get<bool>();
    return true;
  }

  bool read_form_metadata() {
    if (event_.form_metadata.is_object() || !scanner_.take('{')) return false;
    event_.form_metadata = Json::object();
    if (scanner_.take('}')) return true;
    auto& members = event_.form_metadata.get_ref<Json::object_t&>();
    do {
      if (members.size() == kMostMetadata || !read_member(members))
        return false;
    } while (scanner_.take(','));
    return scanner_.take('}');
  }

  // A value within a value is no scalar.
  bool read_member(Json::object_t& members) {
    if (!scanner_.read_string(key_) || !scanner_.take(':')) return false;
    for (const auto& member : members) {
      if (member.first == key_) return false;
    }
    Json value;
    if (!scanner_.read_scalar(value)) return false;
    append_member(members, key_, std::move(value));
    return true;
  }

  bool has_all_required() const {
    for (std::size_t i = 0; i < kAttributes.size(); ++i) {
      if (!is_read_[i] && !kAttributes[i].may_be_absent) return false;
    }
    return true;
  }

  bool read_payload() {
    if (!scanner_.take('{')) return false;
    if (scanner_.take('}')) {
      event_.kind = EventKind::kPublic;
      return true;
    }
    if (!key_is("data") || !scanner_.read_string(event_.sealed)) return false;
    event_.kind = EventKind::kSealed;
    return scanner_.take('}');
  }

  JsonScanner scanner_;
  ReceivedEvent& event_;
  std::string key_;
  std::array<bool, kAttributes.size()> is_read_{};
};

}  // namespace

bool read_plain_event(std::string_view bytes, ReceivedEvent& event) {
  ReceivedEvent plain;
  if (!PlainReader(bytes, plain).read()) return false;
  event = std::move(plain);
  return true;
}

}  // namespace chefs::contract
