// Causes in how the program ends, and in what it lets out.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "consumer-kit/conformance/consumer/causes/cause_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::causes {
namespace {

using rules::shown_time;

// An end that nobody asked for, and the start of that run.
std::optional<ProgramRun> ended_run(const FailedCase& of) {
  const auto exit = of.facts().unasked_exit();
  if (!exit) return std::nullopt;
  ProgramRun run{0, *exit};
  for (const ProgramRun& known : of.facts().runs())
    if (known.begin < *exit) run.begin = known.begin;
  return run;
}

// Nothing was asked of the server in the run.
bool has_asked_nothing(const FailedCase& of, const ProgramRun& run) {
  return count_events(of, run.begin, run.end, [](const TimelineEvent& event) {
           return event.kind == EventKind::kAsked;
         }) == 0;
}

// The first message that came in the run and was not dealt with.
const MessageStory* first_unanswered(const FailedCase& of,
                                     const ProgramRun& run) {
  const MessageStory* found = nullptr;
  for (const MessageStory& story : of.messages()) {
    const SequenceFacts& facts = *story.facts;
    const bool is_of_run = facts.is_delivered() &&
                           facts.first_delivery < run.end &&
                           facts.last_delivery > run.begin;
    const bool is_dealt_with =
        facts.first_report < run.end || facts.first_settled < run.end;
    if (!is_of_run || is_dealt_with) continue;
    if (found == nullptr || facts.first_delivery < found->facts->first_delivery)
      found = &story;
  }
  return found;
}

// A request that was sent in the run and not answered by its end.
std::optional<std::size_t> unanswered_request(const FailedCase& of,
                                              const ProgramRun& run) {
  std::optional<std::size_t> request;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const TimelineEvent& event = of.facts().event(i);
    if (event.kind == EventKind::kAnswered) request.reset();
    if (event.kind == EventKind::kAsked && !is_fetch(event)) request = i;
  }
  return request;
}

// As nats-server words it.
bool is_refusal(std::string_view error) {
  return error.find("Violation") != std::string_view::npos ||
         error.find("Authentication") != std::string_view::npos;
}

Found shows(const FailedCase& of, std::string_view what, bool is_argument) {
  if (of.finding("no-secrets") == nullptr) return std::nullopt;
  for (const FoundSecret& secret : of.facts().timeline().secrets)
    if ((what.empty() || secret.what == what) &&
        (secret.where == kInArguments) == is_argument)
      return Clue{fmt::format("{} stands {}", secret.what, secret.where)};
  return std::nullopt;
}

}  // namespace

Found ends_before_it_connects(const FailedCase& of) {
  const auto run = ended_run(of);
  if (!run || count_events(of, run->begin, run->end, is_try) > 0)
    return std::nullopt;
  return Clue{of.ending(run->end), run->end};
}

Found wants_the_greeting_whole(const FailedCase& of) {
  const auto run = ended_run(of);
  if (!run || !of.has_fault(FaultAction::kChunk)) return std::nullopt;
  if (!has_asked_nothing(of, *run)) return std::nullopt;
  return Clue{of.ending(run->end) + ", when bytes came one by one", run->end};
}

Found ends_when_it_cannot_connect(const FailedCase& of) {
  const auto run = ended_run(of);
  if (!run || !has_asked_nothing(of, *run)) return std::nullopt;
  const auto has = [&](EventKind kind) {
    return count_events(of, run->begin, run->end, [kind](const auto& event) {
             return event.kind == kind;
           }) > 0;
  };
  if (has(EventKind::kLoggedIn) && !has(EventKind::kServerSaidError))
    return std::nullopt;
  return Clue{of.ending(run->end), run->end};
}

Found ends_after_some_bad_events(const FailedCase& of) {
  constexpr std::size_t kSome = 3;
  const auto run = ended_run(of);
  if (!run) return std::nullopt;
  std::size_t bad = 0;
  std::uint64_t last = 0;
  for (const MessageStory& story : of.messages()) {
    if (!story.report || story.facts->first_report > run->end) continue;
    const bool is_bad = !of.may_be(story, "processed") &&
                        (story.is_said_to_be("invalid") ||
                         story.is_said_to_be("undecryptable"));
    bad = is_bad ? bad + 1 : 0;
    last = story.sequence;
  }
  if (bad < kSome) return std::nullopt;
  return Clue{fmt::format("{}, after {} bad events in a row, the last {}",
                          of.ending(run->end), bad,
                          named_message(of.facts().timeline(), last)),
              run->end};
}

Found ends_at_an_event(const FailedCase& of) {
  const auto run = ended_run(of);
  const MessageStory* at = run ? first_unanswered(of, *run) : nullptr;
  if (at == nullptr) return std::nullopt;
  return Clue{
      fmt::format("{} was delivered, and {} later {}", of.named(*at),
                  shown_time(of.facts().event(run->end).at -
                             of.facts().event(at->facts->first_delivery).at),
                  of.ending(run->end)),
      run->end};
}

Found ends_when_an_answer_is_late(const FailedCase& of) {
  const auto run = ended_run(of);
  if (!run) return std::nullopt;
  const auto request = unanswered_request(of, *run);
  if (!request && !of.has_fault(FaultAction::kDelay)) return std::nullopt;
  return Clue{of.ending(run->end) + ", while answers took their time",
              run->end};
}

Found ends_when_it_is_refused(const FailedCase& of) {
  const auto run = ended_run(of);
  if (!run) return std::nullopt;
  std::optional<std::size_t> refusal;
  for (std::size_t i = run->begin; i < run->end; ++i) {
    const TimelineEvent& event = of.facts().event(i);
    const bool is_served = event.kind == EventKind::kDelivered ||
                           event.kind == EventKind::kAnswered ||
                           event.kind == EventKind::kAcked;
    if (is_served) refusal.reset();
    if (event.kind == EventKind::kServerSaidError &&
        is_refusal(event.text.view()))
      refusal = i;
  }
  if (!refusal) return std::nullopt;
  return Clue{fmt::format("the server said \"{}\", and {} later {}",
                          of.facts().event(*refusal).text.view(),
                          shown_time(of.facts().event(run->end).at -
                                     of.facts().event(*refusal).at),
                          of.ending(run->end)),
              run->end};
}

Found ends_at_a_gap(const FailedCase& of) {
  const auto run = ended_run(of);
  const MessageStory* at = run ? first_unanswered(of, *run) : nullptr;
  if (at == nullptr || !of.facts().timeline().given.filters.empty())
    return std::nullopt;
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < at->facts->first_delivery; ++i) {
    const TimelineEvent& event = of.facts().event(i);
    if (event.kind == EventKind::kDelivered)
      before = std::max(before, event.sequence);
  }
  if (before == 0 || at->sequence <= before + 1) return std::nullopt;
  return Clue{
      fmt::format("{} was delivered after sequence {}, and {} later {}",
                  of.named(*at), before,
                  shown_time(of.facts().event(run->end).at -
                             of.facts().event(at->facts->first_delivery).at),
                  of.ending(run->end)),
      run->end};
}

Found ends_by_itself(const FailedCase& of) {
  const auto run = ended_run(of);
  if (!run) return std::nullopt;
  return Clue{of.ending(run->end), run->end};
}

Found ignores_sigterm(const FailedCase& of) {
  const auto during = of.facts().during_case();
  const auto signal = find_event(during, [](const TimelineEvent& event) {
    return event.kind == EventKind::kSignalled && event.count == SIGTERM;
  });
  if (!signal || find_event(
                     during,
                     [](const TimelineEvent& event) {
                       return event.kind == EventKind::kExited;
                     },
                     *signal))
    return std::nullopt;
  return Clue{fmt::format("{} after SIGTERM it was still there",
                          shown_time(during.back().at - during[*signal].at)),
              signal};
}

Found fails_on_sigterm(const FailedCase& of) {
  return of.clue_of("exits-with-success");
}

Found prints_the_seed(const FailedCase& of) {
  return shows(of, "the NKey seed", false);
}

Found prints_a_key(const FailedCase& of) {
  if (auto found = shows(of, "a form's key", false)) return found;
  return shows(of, "an API key", false);
}

Found prints_plaintext(const FailedCase& of) {
  return shows(of, "a plaintext", false);
}

Found puts_a_secret_into_arguments(const FailedCase& of) {
  return shows(of, "", true);
}

}  // namespace chefs::conformance::causes
