#include "contract/profile.h"

#include <array>

namespace chefs::contract {
namespace {

using namespace std::string_view_literals;

constexpr std::array kSchemaTypes = {"published"sv, "unpublished"sv};
constexpr std::array kDocumentedSubmissionTypes = {"created"sv, "modified"sv,
                                                   "deleted"sv};
constexpr std::array kDeployedSubmissionTypes = {"created"sv, "updated"sv,
                                                 "deleted"sv};

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

std::string_view submission_changed_type(Profile profile) {
  return event_types(profile, EventClass::kSubmission)[1];
}

std::span<const std::string_view> event_types(Profile profile,
                                              EventClass event_class) {
  if (event_class == EventClass::kSchema) return kSchemaTypes;
  if (profile == Profile::kDocumented) return kDocumentedSubmissionTypes;
  return kDeployedSubmissionTypes;
}

}  // namespace chefs::contract
