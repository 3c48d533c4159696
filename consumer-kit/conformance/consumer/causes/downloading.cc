// Causes in how the program uses the recovery API.
#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "consumer-kit/conformance/consumer/rules/reading.h"

namespace chefs::conformance::causes {
namespace {

constexpr std::uint64_t kOk = 200;
constexpr std::uint64_t kUnauthorized = 401;
constexpr std::uint64_t kTooMany = 429;
constexpr std::uint64_t kFailure = 500;
constexpr std::uint64_t kBusy = 503;
// Half of an answer.
constexpr std::uint64_t kTruncated = 0;

std::vector<std::size_t> downloads(const FailedCase& of) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < of.facts().events().size(); ++i)
    if (of.facts().event(i).kind == EventKind::kApiAsked) found.push_back(i);
  return found;
}

// The rule that counts downloads failed, and the last answer fits.
template <typename Test>
Found too_often(const FailedCase& of, Test fits) {
  const auto clue = of.clue_of("api-asked-at-most");
  const auto all = downloads(of);
  if (!clue || all.empty() || !fits(of.facts().event(all.back()).count))
    return std::nullopt;
  return clue;
}

// The API gave that answer for something, and was not asked for it again.
Found left_at(const FailedCase& of, std::uint64_t status) {
  const auto all = downloads(of);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const TimelineEvent& event = of.facts().event(all[i]);
    const bool is_last = std::none_of(
        all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end(),
        [&](std::size_t later) {
          return of.facts().event(later).text.view() == event.text.view();
        });
    if (event.count == status && is_last)
      return Clue{
          fmt::format("the API answered {} for {}, and was not asked "
                      "for it again",
                      status == kTruncated ? std::string("half of what it has")
                                           : std::to_string(status),
                      event.text),
          all[i]};
  }
  return std::nullopt;
}

}  // namespace

Found logs_in_at_the_api_wrongly(const FailedCase& of) {
  const auto& script = of.asked().setup.api;
  if (std::ranges::find(script, "401") != script.end()) return std::nullopt;
  for (const std::size_t at : downloads(of))
    if (of.facts().event(at).count == kUnauthorized)
      return Clue{fmt::format("the API refused its login, for {}",
                              of.facts().event(at).text),
                  at};
  return std::nullopt;
}

Found acks_before_the_download(const FailedCase& of) {
  return of.clue_of("acked-after-api");
}

Found downloads_for_ever(const FailedCase& of) {
  return too_often(
      of, [](std::uint64_t status) { return status >= 400 && status < 500; });
}

Found downloads_without_pause(const FailedCase& of) {
  return too_often(of, [](std::uint64_t status) { return status == kBusy; });
}

Found downloads_again(const FailedCase& of) {
  return too_often(of, [](std::uint64_t status) { return status == kOk; });
}

Found downloads_whole_events(const FailedCase& of) {
  return of.clue_of("api-not-asked");
}

Found gives_up_on_a_busy_api(const FailedCase& of) {
  if (of.finding("api-asked") == nullptr) return std::nullopt;
  for (const std::uint64_t status : {kBusy, kTooMany, kFailure})
    if (auto found = left_at(of, status)) return found;
  return std::nullopt;
}

// Said to be recovered, by an answer that had no submission in it.
Found takes_any_answer(const FailedCase& of) {
  for (const MessageStory& story : of.messages()) {
    if (!story.is_said_to_be("recovered")) continue;
    const auto asked = rules::first_download(of.facts(), story.sequence);
    if (asked && *asked < story.facts->first_report &&
        !rules::first_download(of.facts(), story.sequence, kOk))
      return Clue{fmt::format("{} was reported as recovered, and the API had "
                              "given no submission",
                              of.named(story)),
                  story.facts->first_report};
  }
  return std::nullopt;
}

Found waits_for_the_api(const FailedCase& of) {
  const auto& script = of.asked().setup.api;
  const bool may_hang = std::ranges::any_of(script, [](const auto& answer) {
    return answer == "never" || answer == "stalled";
  });
  if (!may_hang) return std::nullopt;
  for (const MessageStory& story : of.messages())
    if (story.message->kind == "error" && story.is_unanswered())
      return Clue{
          fmt::format("the API gave no whole answer, and {} was left alone "
                      "from then on",
                      of.named(story)),
          story.facts->first_delivery};
  return std::nullopt;
}

Found downloads_without_an_id(const FailedCase& of) {
  for (const std::size_t at : downloads(of)) {
    const std::string_view asked = of.facts().event(at).text;
    const auto& messages = of.facts().timeline().messages;
    const bool is_known = std::any_of(
        messages.begin(), messages.end(), [&](const PublishedMessage& message) {
          return !message.submission_id.empty() &&
                 asked.ends_with(message.submission_id.view());
        });
    if (!is_known) return Clue{fmt::format("it asked for \"{}\"", asked), at};
  }
  return std::nullopt;
}

Found takes_half_an_answer(const FailedCase& of) {
  const auto& script = of.asked().setup.api;
  if (of.finding("api-asked") == nullptr ||
      std::ranges::find(script, "truncated") == script.end())
    return std::nullopt;
  return left_at(of, kTruncated);
}

Found never_downloads(const FailedCase& of) {
  if (of.finding("api-asked") == nullptr || !downloads(of).empty())
    return std::nullopt;
  return Clue{"the API was never asked", of.finding("api-asked")->moment};
}

}  // namespace chefs::conformance::causes
