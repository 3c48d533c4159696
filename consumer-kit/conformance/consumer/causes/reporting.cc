// Causes in what the program takes an event for, and in what it says of it.
#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"

namespace chefs::conformance::causes {
namespace {

Clue taken_as(const FailedCase& of, const MessageStory& story,
              std::string_view more = "") {
  return Clue{fmt::format("{} was reported as {}{}", of.named(story),
                          story.report->outcome, more),
              story.facts->first_report};
}

// An own event that was reported as something that it is not.
template <typename Test>
const MessageStory* first_said(const FailedCase& of, std::string_view outcome,
                               Test fits) {
  for (const MessageStory& story : of.messages())
    if (story.is_said_to_be(outcome) && !of.may_be(story, outcome) &&
        of.is_own(story) && fits(story))
      return &story;
  return nullptr;
}

std::string_view submission_of(const FailedCase& of,
                               const MessageStory& story) {
  return of.facts().timeline().messages.find(story.sequence)->submission_id;
}

// One about the same submission that stands before it.
const MessageStory* one_before(const FailedCase& of,
                               const MessageStory& story) {
  const std::string_view submission = submission_of(of, story);
  if (submission.empty()) return nullptr;
  for (const MessageStory& other : of.messages()) {
    if (other.sequence == story.sequence) break;
    if (submission_of(of, other) == submission) return &other;
  }
  return nullptr;
}

bool is_about_a_form(const MessageStory& story) {
  return class_of(story.message->type) == contract::EventClass::kSchema;
}

// An own event that was passed over, behind one about the same submission of
// which the test is true.
template <typename Test>
Found ignored_after(const FailedCase& of, std::string_view why, Test fits) {
  const MessageStory* story =
      first_said(of, "ignored", [&](const MessageStory& each) {
        const std::string_view submission = submission_of(of, each);
        return !submission.empty() &&
               std::ranges::any_of(of.messages(), [&](const auto& other) {
                 return other.sequence < each.sequence &&
                        submission_of(of, other) == submission && fits(other);
               });
      });
  if (story == nullptr) return std::nullopt;
  return taken_as(of, *story, fmt::format(", and {}", why));
}

}  // namespace

Found decrypts_error_events(const FailedCase& of) {
  for (const char* outcome : {"undecryptable", "invalid"}) {
    const MessageStory* story = first_said(
        of, outcome,
        [](const MessageStory& each) { return each.message->kind == "error"; });
    if (story != nullptr) return taken_as(of, *story);
  }
  return std::nullopt;
}

Found passes_over_what_was_too_large(const FailedCase& of) {
  return ignored_after(of, "its submission had been too large before",
                       [](const MessageStory& before) {
                         return before.message->kind == "error";
                       });
}

Found passes_over_what_was_deleted(const FailedCase& of) {
  return ignored_after(of, "its submission had been deleted before",
                       [](const MessageStory& before) {
                         return entry_of(before.message->type).row ==
                                contract::EventRow::kDeletedSubmission;
                       });
}

Found passes_over_what_was_a_draft(const FailedCase& of) {
  return ignored_after(of, "its submission had been a draft before",
                       [](const MessageStory& before) {
                         return before.message->draft.value_or(false);
                       });
}

// Those before it were passed over too, and one behind it was not.
Found works_on_the_last_only(const FailedCase& of) {
  const MessageStory* story =
      first_said(of, "ignored", [&](const MessageStory& each) {
        const std::string_view submission = submission_of(of, each);
        bool has_worked_later = false;
        for (const MessageStory& other : of.messages()) {
          if (submission.empty() || submission_of(of, other) != submission)
            continue;
          const bool is_worked_on = other.is_said_to_be("processed");
          if (other.sequence < each.sequence && is_worked_on) return false;
          if (other.sequence > each.sequence) has_worked_later |= is_worked_on;
        }
        return has_worked_later;
      });
  if (story == nullptr) return std::nullopt;
  return taken_as(of, *story,
                  ", and a later event about the submission as processed");
}

Found takes_a_moment_once(const FailedCase& of) {
  const MessageStory* story =
      first_said(of, "ignored", [&](const MessageStory& each) {
        const std::string moment = each.timestamp();
        return !moment.empty() &&
               std::ranges::any_of(of.messages(),
                                   [&](const auto& other) {
                                     return other.sequence < each.sequence &&
                                            other.timestamp() == moment &&
                                            submission_of(of, other) !=
                                                submission_of(of, each);
                                   }) &&
               one_before(of, each) == nullptr;
      });
  if (story == nullptr) return std::nullopt;
  return taken_as(of, *story, ", and another event had the same timestamp");
}

Found takes_a_form_once(const FailedCase& of) {
  const auto subject_of = [&](const MessageStory& story) {
    return *of.facts().timeline().messages.find(story.sequence)->subject;
  };
  const MessageStory* story =
      first_said(of, "ignored", [&](const MessageStory& each) {
        return is_about_a_form(each) &&
               std::ranges::any_of(of.messages(), [&](const auto& other) {
                 return other.sequence < each.sequence &&
                        subject_of(other) == subject_of(each);
               });
      });
  if (story == nullptr) return std::nullopt;
  return taken_as(of, *story, ", and an earlier event had the same subject");
}

Found takes_a_submission_once(const FailedCase& of) {
  const MessageStory* story =
      first_said(of, "ignored", [&](const MessageStory& each) {
        return one_before(of, each) != nullptr;
      });
  if (story == nullptr) return std::nullopt;
  return taken_as(of, *story,
                  fmt::format(", and {} was about the same submission",
                              named_message(of.facts().timeline(),
                                            one_before(of, *story)->sequence)));
}

Found passes_over_events(const FailedCase& of) {
  const MessageStory* story =
      first_said(of, "ignored", [](const MessageStory&) { return true; });
  if (story == nullptr) return std::nullopt;
  return taken_as(of, *story);
}

Found takes_events_for_invalid(const FailedCase& of) {
  const MessageStory* story =
      first_said(of, "invalid", [](const MessageStory&) { return true; });
  if (story == nullptr) return std::nullopt;
  return taken_as(of, *story);
}

Found tells_no_draft(const FailedCase& of) { return of.clue_of("draft-told"); }

Found reports_no_id(const FailedCase& of) { return of.clue_of("id-told"); }

Found tells_no_gap(const FailedCase& of) { return of.clue_of("gap-told"); }

Found tells_false_gaps(const FailedCase& of) {
  return of.clue_of("gap-not-told");
}

Found reports_what_is_not_so(const FailedCase& of) {
  return of.clue_of("reports");
}

}  // namespace chefs::conformance::causes
