// Causes in how the program tells its own environment from others.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "consumer-kit/conformance/consumer/rules/reading.h"

namespace chefs::conformance::causes {
namespace {

bool is_taken(const MessageStory& story) {
  return !story.message->source.empty() && story.report &&
         !story.is_said_to_be("ignored") && !story.is_said_to_be("invalid");
}

// Events of other sources were taken for own ones, and of all of them the test
// is true.
template <typename Test>
Found taken(const FailedCase& of, Test fits) {
  const MessageStory* first = nullptr;
  for (const MessageStory& story : of.messages()) {
    if (!is_taken(story)) continue;
    if (!fits(story)) return std::nullopt;
    if (first == nullptr) first = &story;
  }
  if (first == nullptr) return std::nullopt;
  return Clue{fmt::format("{} was reported as {}", of.named(*first),
                          first->report->outcome),
              first->facts->first_report};
}

}  // namespace

Found goes_by_another_source(const FailedCase& of) {
  const MessageStory* passed_over = nullptr;
  bool has_taken = false;
  for (const MessageStory& story : of.messages()) {
    if (!story.report || of.may_be(story, story.report->outcome)) continue;
    if (story.is_said_to_be("ignored")) passed_over = &story;
    has_taken |= of.may_be(story, "ignored") && rules::is_effect(*story.report);
  }
  if (passed_over == nullptr || !has_taken) return std::nullopt;
  return Clue{fmt::format("{} was ignored, and one of another source was not",
                          of.named(*passed_over)),
              passed_over->facts->first_report};
}

Found downloads_before_it_looks(const FailedCase& of) {
  return taken(of, [](const MessageStory& story) {
    return story.message->kind == "error";
  });
}

Found takes_a_beginning_for_its_source(const FailedCase& of) {
  const std::string& own = of.facts().timeline().given.source;
  return taken(of, [&own](const MessageStory& story) {
    return story.message->source.starts_with(own);
  });
}

Found folds_case_of_the_source(const FailedCase& of) {
  const std::string& own = of.facts().timeline().given.source;
  return taken(of, [&own](const MessageStory& story) {
    return base::lower_case(story.message->source) == base::lower_case(own);
  });
}

Found takes_no_source_for_its_own(const FailedCase& of) {
  return taken(of, [](const MessageStory& story) {
    return story.message->source == "none";
  });
}

Found heeds_the_source_of_public_events_only(const FailedCase& of) {
  return taken(of, [](const MessageStory& story) {
    return story.message->kind == "private";
  });
}

Found heeds_no_source(const FailedCase& of) {
  return taken(of, [](const MessageStory&) { return true; });
}

}  // namespace chefs::conformance::causes
