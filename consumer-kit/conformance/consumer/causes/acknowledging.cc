// Causes in what the program says to the server of a message.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <limits>
#include <map>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::causes {
namespace {

using rules::counted;

AckKind kind_of(const TimelineEvent& event) {
  return static_cast<AckKind>(event.count);
}

// Acknowledged by a program that reports, and never reported.
bool is_unworked(const FailedCase& of, const MessageStory& story) {
  return of.is_reporting() && story.facts->is_acked() && !story.report;
}

template <typename Test>
Found unworked(const FailedCase& of, std::string_view when, Test fits) {
  std::size_t number = 0;
  const MessageStory* first = nullptr;
  for (const MessageStory& story : of.messages()) {
    if (!is_unworked(of, story) || !fits(story)) continue;
    if (number++ == 0) first = &story;
  }
  if (first == nullptr) return std::nullopt;
  return Clue{fmt::format("{} acknowledged{} and not reported, the first {}",
                          counted(number, "message"), when, of.named(*first)),
              first->facts->first_ack};
}

std::size_t acks_of(const FailedCase& of, std::uint64_t sequence, AckKind kind,
                    std::size_t begin = 0) {
  return count_events(of, begin, of.facts().during_case().size(),
                      [=](const TimelineEvent& event) {
                        return event.kind == EventKind::kAcked &&
                               event.sequence == sequence &&
                               kind_of(event) == kind;
                      });
}

// What was reported and never answered, and of which the test is true.
template <typename Test>
Found unacked(const FailedCase& of, Test fits) {
  for (const MessageStory& story : of.messages())
    if (story.report && !story.facts->is_settled() && fits(story) &&
        acks_of(of, story.sequence, AckKind::kNak) == 0)
      return Clue{fmt::format("{} was reported as {}, and never acknowledged",
                              of.named(story), story.report->outcome),
                  story.facts->first_report};
  return std::nullopt;
}

// The one that is given back most often.
struct GivenBack {
  const MessageStory* story = nullptr;
  std::size_t times = 0;
  std::size_t moment = 0;
};

GivenBack most_given_back(const FailedCase& of) {
  std::map<std::uint64_t, GivenBack> by_sequence;
  const auto during = of.facts().during_case();
  bool is_stopping = false;
  for (std::size_t i = 0; i < during.size(); ++i) {
    // What it holds when it is told to stop is rightly given back.
    if (during[i].kind == EventKind::kSignalled) is_stopping = true;
    if (during[i].kind == EventKind::kStarted) is_stopping = false;
    if (is_stopping || during[i].kind != EventKind::kAcked ||
        kind_of(during[i]) != AckKind::kNak)
      continue;
    GivenBack& given = by_sequence[during[i].sequence];
    ++given.times;
    given.moment = i;
  }
  GivenBack most;
  for (const MessageStory& story : of.messages()) {
    const auto found = by_sequence.find(story.sequence);
    if (found == by_sequence.end() || found->second.times <= most.times)
      continue;
    most = found->second;
    most.story = &story;
  }
  return most;
}

// From so many times on nothing else is to be expected.
constexpr std::size_t kForEver = 3;
constexpr std::size_t kAlways = std::numeric_limits<std::size_t>::max();

Found given_back(const FailedCase& of, std::size_t at_least,
                 std::size_t at_most) {
  const GivenBack most = most_given_back(of);
  if (most.times < at_least || most.times > at_most) return std::nullopt;
  return Clue{fmt::format("{} was given back {}", of.named(*most.story),
                          counted(most.times, "time")),
              most.moment};
}

}  // namespace

Found acks_before_the_work(const FailedCase& of) {
  return of.clue_of("acked-after-report");
}

Found acks_unworked_when_stopped(const FailedCase& of) {
  const auto signal =
      find_event(of.facts().during_case(), [](const TimelineEvent& event) {
        return event.kind == EventKind::kSignalled && event.count == SIGTERM;
      });
  if (!signal) return std::nullopt;
  return unworked(of, " after SIGTERM", [&](const MessageStory& story) {
    return story.facts->first_ack > *signal;
  });
}

Found drops_what_comes_again(const FailedCase& of) {
  return unworked(of, " when it came again", [](const MessageStory& story) {
    return story.facts->deliveries > 1;
  });
}

Found drops_behind_a_bad_event(const FailedCase& of) {
  std::uint64_t bad = 0;
  for (const MessageStory& story : of.messages())
    if (bad == 0 && (story.is_said_to_be("undecryptable") ||
                     story.is_said_to_be("invalid")))
      bad = story.sequence;
  if (bad == 0) return std::nullopt;
  return unworked(of, " behind a bad one", [bad](const MessageStory& story) {
    return story.sequence > bad;
  });
}

Found acks_without_work(const FailedCase& of) {
  return unworked(of, "", [](const MessageStory&) { return true; });
}

Found works_twice(const FailedCase& of) { return of.clue_of("reported-once"); }

Found leaves_repeats_unacknowledged(const FailedCase& of) {
  for (const MessageStory& story : of.messages()) {
    const SequenceFacts& facts = *story.facts;
    const bool came_again =
        facts.deliveries > 1 && facts.last_delivery > facts.first_delivery;
    const bool was_dealt_with =
        story.report && facts.first_report < facts.last_delivery;
    if (!came_again || !was_dealt_with) continue;
    if (acks_of(of, story.sequence, AckKind::kAck, facts.last_delivery) > 0)
      continue;
    if (acks_of(of, story.sequence, AckKind::kNak) > 0) continue;
    return Clue{fmt::format("{} was reported, came again, and was not "
                            "acknowledged then",
                            of.named(story)),
                facts.last_delivery};
  }
  return std::nullopt;
}

Found gives_back_for_ever(const FailedCase& of) {
  return given_back(of, kForEver, kAlways);
}

Found gives_back(const FailedCase& of) {
  const auto at_most = of.finding("naks-at-most");
  if (at_most == nullptr) return std::nullopt;
  return given_back(of, 1, kForEver - 1);
}

Found never_acknowledges(const FailedCase& of) {
  const auto during = of.facts().during_case();
  const auto delivered = find_event(during, [](const TimelineEvent& event) {
    return event.kind == EventKind::kDelivered;
  });
  const bool is_answered = find_event(during, [](const TimelineEvent& event) {
                             return event.kind == EventKind::kAcked;
                           }).has_value();
  if (!delivered || is_answered) return std::nullopt;
  // Else it stopped at it.
  const CaseMessage* first = of.facts().message(during[*delivered].sequence);
  const bool is_odd = first != nullptr && !is_plain(*first);
  if (is_odd && !of.is_reporting()) return std::nullopt;
  return Clue{"messages were delivered, and no acknowledgement came",
              delivered};
}

Found leaves_what_it_ignores(const FailedCase& of) {
  return unacked(of, [](const MessageStory& story) {
    return story.is_said_to_be("ignored");
  });
}

Found leaves_bad_events(const FailedCase& of) {
  return unacked(of, [](const MessageStory& story) {
    return story.is_said_to_be("invalid") ||
           story.is_said_to_be("undecryptable");
  });
}

Found forgets_the_last(const FailedCase& of) {
  return unacked(of, [](const MessageStory&) { return true; });
}

}  // namespace chefs::conformance::causes
