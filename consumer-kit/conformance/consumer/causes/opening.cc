// Causes in how the program decrypts.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"

namespace chefs::conformance::causes {
namespace {

bool is_schema(const MessageStory& story) {
  return class_of(story.message->type) == contract::EventClass::kSchema;
}

bool is_private(const MessageStory& story) {
  return story.message->kind == "private";
}

Clue opened_as(const FailedCase& of, const MessageStory& story,
               std::string_view more = "") {
  return Clue{fmt::format("{} was reported as {}{}", of.named(story),
                          story.report->outcome, more),
              story.facts->first_report};
}

// A private event that could have been opened, and was not, and of which the
// test is true.
template <typename Test>
Found unopened(const FailedCase& of, Test fits) {
  for (const MessageStory& story : of.messages()) {
    const bool is_unopened = is_private(story) && of.is_own(story) &&
                             story.is_said_to_be("undecryptable") &&
                             !of.may_be(story, "undecryptable");
    if (is_unopened && fits(story)) return opened_as(of, story);
  }
  return std::nullopt;
}

// The hash that the program should have reported.
std::string_view plaintext_of(const FailedCase& of, const MessageStory& story) {
  return of.facts().timeline().messages.find(story.sequence)->plaintext_sha256;
}

bool is_opened(const FailedCase& of, const MessageStory& story) {
  return is_private(story) && story.is_said_to_be("processed") &&
         story.report->plaintext_sha256 == plaintext_of(of, story);
}

}  // namespace

Found never_decrypts(const FailedCase& of) {
  for (const MessageStory& story : of.messages())
    if (is_private(story) && story.is_said_to_be("processed") &&
        story.report->plaintext_sha256.empty())
      return opened_as(of, story, " without the hash of a plaintext");
  return std::nullopt;
}

Found ignores_the_tag(const FailedCase& of) {
  for (const MessageStory& story : of.messages())
    if (is_private(story) && story.is_said_to_be("processed") &&
        !of.may_be(story, "processed") && of.is_own(story))
      return opened_as(of, story);
  return std::nullopt;
}

Found changes_the_plaintext(const FailedCase& of) {
  for (const MessageStory& story : of.messages())
    if (is_private(story) && story.is_said_to_be("processed") &&
        of.may_be(story, "processed") && !is_opened(of, story))
      return opened_as(of, story, " with the hash of another plaintext");
  return std::nullopt;
}

Found keeps_old_keys(const FailedCase& of) {
  const bool are_changed =
      std::ranges::any_of(of.asked().steps, [](const Step& step) {
        const auto* start = std::get_if<StartStep>(&step);
        return start != nullptr && start->keys.has_value();
      });
  if (!are_changed) return std::nullopt;
  for (const MessageStory& story : of.messages())
    if (is_private(story) && story.is_said_to_be("undecryptable") &&
        story.message->sealed_with != "other")
      return opened_as(of, story, ", after it was given another key");
  return std::nullopt;
}

Found uses_keys_of_forms_only(const FailedCase& of) {
  if (of.asked().setup.keys != CaseKeys::kShared) return std::nullopt;
  return unopened(of, [](const MessageStory&) { return true; });
}

Found tries_one_key_only(const FailedCase& of) {
  if (of.asked().setup.keys != CaseKeys::kRotated) return std::nullopt;
  return unopened(of, [](const MessageStory&) { return true; });
}

Found uses_one_key_for_all(const FailedCase& of) {
  if (of.asked().setup.keys != CaseKeys::kEachForm) return std::nullopt;
  for (const MessageStory& story : of.messages())
    if (story.message->form == 2 && is_opened(of, story)) return std::nullopt;
  return unopened(
      of, [](const MessageStory& story) { return story.message->form == 2; });
}

Found decrypts_submissions_only(const FailedCase& of) {
  if (unopened(of, [](const MessageStory& story) { return !is_schema(story); }))
    return std::nullopt;
  return unopened(of, is_schema);
}

// The first of a form was opened, and no other of it.
Found keeps_a_derived_key(const FailedCase& of) {
  const auto is_first_open = [&](int form) {
    for (const MessageStory& story : of.messages())
      if (is_private(story) && story.message->form == form && story.report)
        return is_opened(of, story);
    return false;
  };
  return unopened(of, [&](const MessageStory& story) {
    return is_first_open(story.message->form);
  });
}

Found cannot_decrypt(const FailedCase& of) {
  return unopened(of, [](const MessageStory&) { return true; });
}

}  // namespace chefs::conformance::causes
