// The attributes of an event's `meta` that are strings, and where each goes
// when an event is read. Not `draft` and `formMetadata`, which are none.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "contract/received_event.h"

namespace chefs::contract {

struct MetaAttribute {
  const char* key;
  // One of the two.
  std::string ReceivedEvent::*always = nullptr;
  std::optional<std::string> ReceivedEvent::*if_there = nullptr;
  // Without it the event is invalid.
  bool is_required = false;

  std::string& place_in(ReceivedEvent& event) const {
    if (always != nullptr) return event.*always;
    return (event.*if_there).emplace();
  }
};

inline constexpr std::array kMetaAttributes = {
    MetaAttribute{.key = "source", .always = &ReceivedEvent::source},
    MetaAttribute{
        .key = "domain", .always = &ReceivedEvent::domain, .is_required = true},
    MetaAttribute{.key = "class",
                  .always = &ReceivedEvent::event_class,
                  .is_required = true},
    MetaAttribute{
        .key = "type", .always = &ReceivedEvent::type, .is_required = true},
    MetaAttribute{.key = "formId",
                  .always = &ReceivedEvent::form_id,
                  .is_required = true},
    MetaAttribute{.key = "formVersionId",
                  .if_there = &ReceivedEvent::form_version_id},
    MetaAttribute{.key = "submissionId",
                  .if_there = &ReceivedEvent::submission_id},
    MetaAttribute{.key = "timestamp", .if_there = &ReceivedEvent::timestamp}};

}  // namespace chefs::contract
