#include "contract/profile.h"

#include <array>

namespace chefs::contract {
namespace {

constexpr std::array kEventTypes = {
    EventTypeEntry{EventType::kFormPublished, EventClass::kSchema, "published",
                   "published", EventRow::kPublishedForm, MetaDraft::kAbsent},
    EventTypeEntry{EventType::kFormUnpublished, EventClass::kSchema,
                   "unpublished", "unpublished", EventRow::kUnpublishedForm,
                   MetaDraft::kAbsent},
    EventTypeEntry{EventType::kSubmissionCreated, EventClass::kSubmission,
                   "created", "created", EventRow::kNewSubmission,
                   MetaDraft::kAsCallerSaid},
    EventTypeEntry{EventType::kSubmissionChanged, EventClass::kSubmission,
                   "modified", "updated", EventRow::kChangedSubmission,
                   MetaDraft::kAsCallerSaid},
    EventTypeEntry{EventType::kSubmissionDeleted, EventClass::kSubmission,
                   "deleted", "deleted", EventRow::kDeletedSubmission,
                   MetaDraft::kFalse}};

// An entry's place is its type's value.
constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kEventTypes.size(); ++i) {
    if (kEventTypes[i].type != static_cast<EventType>(i)) return false;
  }
  return true;
}
static_assert(is_in_order());

std::string_view word_of(const EventTypeEntry& entry, Profile profile) {
  return profile == Profile::kDocumented ? entry.documented : entry.deployed;
}

// The value among two that is spelled as the word.
template <typename Value>
std::optional<Value> parse(std::string_view word, Value first, Value second) {
  if (word == to_string(first)) return first;
  if (word == to_string(second)) return second;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Profile profile) {
  return profile == Profile::kDocumented ? "documented" : "deployed";
}

std::string_view to_string(EventClass event_class) {
  return event_class == EventClass::kSchema ? "schema" : "submission";
}

std::string_view to_string(Visibility visibility) {
  return visibility == Visibility::kPublic ? "PUBLIC" : "PRIVATE";
}

std::optional<Profile> parse_profile(std::string_view word) {
  return parse(word, Profile::kDocumented, Profile::kDeployed);
}

std::optional<EventClass> parse_event_class(std::string_view word) {
  return parse(word, EventClass::kSchema, EventClass::kSubmission);
}

std::optional<Visibility> parse_visibility(std::string_view word) {
  return parse(word, Visibility::kPublic, Visibility::kPrivate);
}

std::span<const EventTypeEntry> event_type_table() { return kEventTypes; }

const EventTypeEntry& entry_of(EventType type) {
  return kEventTypes[static_cast<std::size_t>(type)];
}

EventClass class_of(EventType type) { return entry_of(type).event_class; }

std::string_view type_word(EventType type, Profile profile) {
  return word_of(entry_of(type), profile);
}

std::optional<EventType> parse_event_type(std::string_view word,
                                          Profile profile) {
  for (const EventTypeEntry& entry : kEventTypes) {
    if (word_of(entry, profile) == word) return entry.type;
  }
  return std::nullopt;
}

std::vector<std::string_view> event_types(Profile profile,
                                          EventClass event_class) {
  std::vector<std::string_view> words;
  for (const EventTypeEntry& entry : kEventTypes) {
    if (entry.event_class != event_class) continue;
    words.push_back(word_of(entry, profile));
  }
  return words;
}

}  // namespace chefs::contract
