// Which of the two descriptions of CHEFS is spoken, the events that it knows,
// and its words for them. Not a configuration: limits are in stream_limits.h,
// keys in event.h.
// Source: the published page (documented) and
// app/src/components/eventStreamService.js@c29a053 (deployed).
//
//   using namespace chefs::contract;
//   type_word(EventType::kSubmissionChanged, Profile::kDocumented);  //
//   "modified" type_word(EventType::kSubmissionChanged, Profile::kDeployed); //
//   "updated"
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace chefs::contract {

enum class Profile { kDocumented, kDeployed };
enum class EventClass { kSchema, kSubmission };
enum class Visibility { kPublic, kPrivate };

// What happened, of which an event tells.
enum class EventType {
  kFormPublished,
  kFormUnpublished,
  kSubmissionCreated,
  kSubmissionChanged,
  kSubmissionDeleted,
};

// The row that is sealed into the event: as what happened left it.
enum class EventRow {
  kPublishedForm,
  kUnpublishedForm,
  kNewSubmission,
  kChangedSubmission,
  kDeletedSubmission,
};

// What meta.draft says, if CHEFS' caller may choose or not.
enum class MetaDraft { kAbsent, kAsCallerSaid, kFalse };

struct EventTypeEntry {
  EventType type;
  EventClass event_class;
  // In the words of the two profiles.
  std::string_view documented;
  std::string_view deployed;
  EventRow row;
  MetaDraft draft;
};

// Every event that CHEFS sends, in the order of the published list. A new one
// is an entry here, its fixtures, and its test.
std::span<const EventTypeEntry> event_type_table();
const EventTypeEntry& entry_of(EventType type);

// "documented", "deployed".
std::string_view to_string(Profile profile);
// "schema", "submission": the class token of a subject and of `meta.class`.
std::string_view to_string(EventClass event_class);
// "PUBLIC", "PRIVATE": the first token of a subject.
std::string_view to_string(Visibility visibility);

std::optional<Profile> parse_profile(std::string_view word);
std::optional<EventClass> parse_event_class(std::string_view word);
std::optional<Visibility> parse_visibility(std::string_view word);

EventClass class_of(EventType type);
// The type token of a subject and `meta.type`: "created", "modified" …
std::string_view type_word(EventType type, Profile profile);
std::optional<EventType> parse_event_type(std::string_view word,
                                          Profile profile);

// Every word that the profile's producer sends for the class, in the order of
// the published list.
std::vector<std::string_view> event_types(Profile profile,
                                          EventClass event_class);

}  // namespace chefs::contract
