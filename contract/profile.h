// Which of the two descriptions of CHEFS is spoken, and the words it uses.
// Not a configuration: limits are in stream_limits.h, keys in event.h.
// Source: the published page (documented) and
// app/src/components/eventStreamService.js@c29a053 (deployed).
//
//   using namespace chefs::contract;
//   submission_changed_type(Profile::kDocumented);  // "modified"
//   submission_changed_type(Profile::kDeployed);    // "updated"
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace chefs::contract {

enum class Profile { kDocumented, kDeployed };
enum class EventClass { kSchema, kSubmission };
enum class Visibility { kPublic, kPrivate };

// "documented", "deployed".
std::string_view to_string(Profile profile);
// "schema", "submission": the class token of a subject and of `meta.class`.
std::string_view to_string(EventClass event_class);
// "PUBLIC", "PRIVATE": the first token of a subject.
std::string_view to_string(Visibility visibility);

std::optional<Profile> parse_profile(std::string_view word);
std::optional<EventClass> parse_event_class(std::string_view word);
std::optional<Visibility> parse_visibility(std::string_view word);

// The type that says "a submission was changed"; the profiles differ in it.
std::string_view submission_changed_type(Profile profile);

// Every type that the profile's producer sends for the class, in the order of
// the published list.
std::span<const std::string_view> event_types(Profile profile,
                                              EventClass event_class);

}  // namespace chefs::contract
