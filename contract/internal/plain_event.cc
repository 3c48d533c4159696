#include "contract/internal/plain_event.h"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "contract/internal/json_scanner.h"
#include "contract/internal/meta_attributes.h"
#include "contract/json_members.h"

namespace chefs::contract {
namespace {

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
    for (std::size_t i = 0; i < kMetaAttributes.size(); ++i) {
      if (key_ != kMetaAttributes[i].key) continue;
      if (std::exchange(is_read_[i], true)) return false;
      return scanner_.read_string(kMetaAttributes[i].place_in(event_));
    }
    return false;
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
    for (std::size_t i = 0; i < kMetaAttributes.size(); ++i) {
      if (!is_read_[i] && kMetaAttributes[i].is_required) return false;
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
  std::array<bool, kMetaAttributes.size()> is_read_{};
};

}  // namespace

bool read_plain_event(std::string_view bytes, ReceivedEvent& event) {
  ReceivedEvent plain;
  if (!PlainReader(bytes, plain).read()) return false;
  event = std::move(plain);
  return true;
}

}  // namespace chefs::contract
