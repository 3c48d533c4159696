// Causes in how the program fetches, and in which order it works.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::causes {
namespace {

using rules::counted;
using rules::shown_time;

// Delivered, and neither reported nor acknowledged; in order.
std::vector<const MessageStory*> unanswered(const FailedCase& of) {
  std::vector<const MessageStory*> found;
  for (const MessageStory& story : of.messages())
    if (story.is_unanswered()) found.push_back(&story);
  return found;
}

// Something was dealt with after the entry.
bool goes_on_after(const FailedCase& of, std::size_t index) {
  return find_event(
             of.facts().during_case(),
             [](const TimelineEvent& event) {
               return event.kind == EventKind::kReported ||
                      event.kind == EventKind::kAcked;
             },
             index + 1)
      .has_value();
}

bool has_fetched_after(const FailedCase& of, std::size_t index) {
  return find_event(of.facts().during_case(), is_fetch, index + 1).has_value();
}

Clue left_alone(const FailedCase& of,
                const std::vector<const MessageStory*>& left) {
  return Clue{
      fmt::format("{} delivered and neither reported nor "
                  "acknowledged, the first {}",
                  counted(left.size(), "message"), of.named(*left.front())),
      left.front()->facts->first_delivery};
}

// The last message that was dealt with.
std::optional<std::size_t> last_answer(const FailedCase& of) {
  std::optional<std::size_t> last;
  const auto during = of.facts().during_case();
  for (std::size_t i = 0; i < during.size(); ++i)
    if (during[i].kind == EventKind::kReported ||
        during[i].kind == EventKind::kAcked)
      last = i;
  return last;
}

std::vector<std::size_t> acknowledgements(const FailedCase& of) {
  std::vector<std::size_t> found;
  const auto during = of.facts().during_case();
  for (std::size_t i = 0; i < during.size(); ++i)
    if (during[i].kind == EventKind::kAcked) found.push_back(i);
  return found;
}

std::size_t messages_left(const FailedCase& of) {
  return static_cast<std::size_t>(
      std::ranges::count_if(of.messages(), [](const MessageStory& story) {
        return !story.report && !story.facts->is_settled();
      }));
}

}  // namespace

// Each that has a timestamp was reported in the order of those.
Found sorts_by_clock(const FailedCase& of) {
  if (of.finding("in-order") == nullptr) return std::nullopt;
  std::vector<const MessageStory*> timed;
  for (const MessageStory& story : of.messages())
    if (story.report && !story.timestamp().empty()) timed.push_back(&story);
  std::ranges::sort(timed, {}, [](const MessageStory* story) {
    return story->facts->first_report;
  });
  const bool is_sorted =
      timed.size() > 1 &&
      std::ranges::is_sorted(timed, {}, [](const MessageStory* story) {
        return story->timestamp();
      });
  if (!is_sorted) return std::nullopt;
  return of.clue_of("in-order");
}

Found works_side_by_side(const FailedCase& of) {
  return of.clue_of("in-order");
}

Found waits_for_what_is_gone(const FailedCase& of) {
  if (!of.asked().setup.max_msgs) return std::nullopt;
  const auto left = unanswered(of);
  if (left.empty() || goes_on_after(of, left.front()->facts->first_delivery))
    return std::nullopt;
  return left_alone(of, left);
}

Found reads_one_message_a_frame(const FailedCase& of) {
  const auto left = unanswered(of);
  if (left.empty() || !of.has_fault(FaultAction::kCoalesce))
    return std::nullopt;
  Clue clue = left_alone(of, left);
  clue.seen += ", when messages came together";
  return clue;
}

Found drops_behind_a_foreign_event(const FailedCase& of) {
  const auto left = unanswered(of);
  if (left.empty()) return std::nullopt;
  for (const MessageStory& story : of.messages()) {
    if (story.sequence >= left.front()->sequence) break;
    if (!story.is_said_to_be("ignored")) continue;
    Clue clue = left_alone(of, left);
    clue.seen += fmt::format(", behind {}", of.named(story));
    return clue;
  }
  return std::nullopt;
}

Found stops_at_an_event(const FailedCase& of) {
  const auto left = unanswered(of);
  if (left.empty() || is_plain(*left.front()->message) ||
      goes_on_after(of, left.front()->facts->first_delivery))
    return std::nullopt;
  return Clue{fmt::format("{} was delivered, and nothing was dealt with from "
                          "then on",
                          of.named(*left.front())),
              left.front()->facts->first_delivery};
}

Found fetches_without_pause(const FailedCase& of) {
  const auto clue = of.clue_of("requests-at-most");
  if (!clue || !clue->moment) return std::nullopt;
  return clue;
}

Found fetches_one_at_a_time(const FailedCase& of) {
  constexpr std::size_t kMany = 20;
  std::size_t fetches = 0;
  std::size_t delivered = 0;
  const auto during = of.facts().during_case();
  for (const TimelineEvent& event : during) {
    fetches += is_fetch(event);
    delivered += event.kind == EventKind::kDelivered;
  }
  if (fetches < kMany || delivered > fetches) return std::nullopt;
  return Clue{fmt::format("{} for {}", counted(fetches, "fetch request"),
                          counted(delivered, "message")),
              find_event(during, is_fetch)};
}

// A fetch that came late, while something lay there to be fetched.
Found fetches_seldom(const FailedCase& of) {
  constexpr std::chrono::seconds kLong{3};
  const auto during = of.facts().during_case();
  std::optional<std::size_t> since;
  std::size_t waiting = 0;
  for (std::size_t i = 0; i < during.size(); ++i) {
    if (during[i].kind == EventKind::kPublished) ++waiting;
    if (during[i].kind == EventKind::kDelivered && waiting > 0) --waiting;
    const bool is_late = is_fetch(during[i]) && since && waiting > 0 &&
                         during[i].at - during[*since].at >= kLong;
    if (is_late)
      return Clue{fmt::format("no fetch in {}, while {} waited",
                              shown_time(during[i].at - during[*since].at),
                              counted(waiting, "message")),
                  since};
    if (is_fetch(during[i]) || during[i].kind == EventKind::kDelivered)
      since = i;
  }
  return std::nullopt;
}

Found drops_what_it_holds(const FailedCase& of) {
  const auto left = unanswered(of);
  if (left.empty()) return std::nullopt;
  const std::size_t first = left.front()->facts->first_delivery;
  if (!goes_on_after(of, first) && !has_fetched_after(of, first))
    return std::nullopt;
  return left_alone(of, left);
}

// It was still acknowledging, one by one, when the case had ended.
Found works_slowly(const FailedCase& of) {
  constexpr std::chrono::milliseconds kSlow{100};
  const auto acks = acknowledgements(of);
  const std::size_t left = messages_left(of);
  if (acks.size() < 3 || left == 0) return std::nullopt;
  const auto during = of.facts().during_case();
  const auto last = during[acks.back()].at;
  const auto each = (last - during[acks.front()].at) / (acks.size() - 1);
  if (each < kSlow || during.back().at - last > 2 * each) return std::nullopt;
  return Clue{fmt::format("one message in {}, and {} left in the end",
                          shown_time(each), counted(left, "message")),
              acks.back()};
}

Found stops_reading(const FailedCase& of) {
  const auto last = last_answer(of);
  const std::size_t left = messages_left(of);
  if (!last || left == 0 || has_fetched_after(of, *last)) return std::nullopt;
  return Clue{fmt::format("nothing was dealt with or fetched after {}, with {} "
                          "left",
                          named_message(of.facts().timeline(),
                                        of.facts().event(*last).sequence),
                          counted(left, "message")),
              last};
}

}  // namespace chefs::conformance::causes
