// Rules about the program itself: how it ends, and what it shows.
#include <fmt/format.h>

#include <csignal>
#include <vector>

#include "consumer-kit/conformance/consumer/rules/reading.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/json.h"

namespace chefs::conformance::rules {
namespace {

constexpr std::string_view kKilledMark = "killed:";
// A shell's code for an end by a signal is above it.
constexpr std::uint64_t kLargestExitCode = 127;

bool is_started(const TimelineEvent& event) {
  return event.kind == EventKind::kStarted;
}

struct Stop {
  std::optional<std::size_t> signalled;
  std::optional<std::size_t> exited;
};

// The first SIGTERM that the case sends, and the end after it.
Stop first_stop(const CaseFacts& facts) {
  Stop stop;
  stop.signalled = find_event(facts.events(), [](const TimelineEvent& event) {
    return event.kind == EventKind::kSignalled && event.count == SIGTERM;
  });
  if (stop.signalled)
    stop.exited = find_event(
        facts.during_case(),
        [](const TimelineEvent& event) {
          return event.kind == EventKind::kExited;
        },
        *stop.signalled);
  return stop;
}

// A program that ended before it was told to has not followed a signal.
std::optional<Finding> ended_before(const CaseFacts& facts,
                                    const std::string& expected,
                                    const Stop& stop) {
  const auto exit = facts.unasked_exit();
  if (!exit || (stop.signalled && *exit > *stop.signalled)) return std::nullopt;
  return failed(
      expected, "it had ended before",
      fmt::format("the program ended by itself: {}", facts.event(*exit).text),
      exit);
}

}  // namespace

Finding stays_alive(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "a program that goes on";
  const auto killed =
      find_event(facts.during_case(), [](const TimelineEvent& event) {
        return event.kind == EventKind::kMarked &&
               event.text.starts_with(kKilledMark);
      });
  if (killed)
    return failed(expected, "it had to be ended", facts.event(*killed).text,
                  killed);
  if (const auto exit = facts.unasked_exit())
    return failed(expected, "it ended by itself", facts.event(*exit).text,
                  exit);
  if (!find_event(facts.events(), is_started))
    return nothing_seen(facts, expected, "it was never started");
  return passed(expected, expected);
}

Finding ends_softly(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected =
      "further tries, or an exit code that tells of a failure";
  if (!find_event(facts.events(), is_started))
    return nothing_seen(facts, expected, "it was never started");
  const auto exit = facts.unasked_exit();
  if (!exit) return passed(expected, "it went on");
  const TimelineEvent& event = facts.event(*exit);
  if (event.count == 0)
    return failed(expected, event.text,
                  "whoever runs it takes that for a success", exit);
  if (event.count > kLargestExitCode)
    return failed(expected, event.text, "it crashed", exit);
  return passed(expected, event.text);
}

Finding goes_on_or_fails(const CaseFacts& facts, const RuleParameters& asked) {
  Finding finding = acknowledged(facts, asked);
  if (finding.outcome != OutcomeKind::kFail) return finding;
  finding.expected += ", or an end with an exit code that tells of a failure";
  const auto exit = facts.unasked_exit();
  if (!exit) {
    finding.why += "; and it runs on as if all were well";
    return finding;
  }
  const TimelineEvent& event = facts.event(*exit);
  if (event.count == 0)
    return failed(finding.expected, event.text,
                  "whoever runs it takes that for a success", exit);
  if (event.count > kLargestExitCode)
    return failed(finding.expected, event.text, "it crashed", exit);
  return passed(finding.expected, event.text);
}

Finding exits_on_signal(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected =
      fmt::format("an end within {} of SIGTERM", shown_time(asked.ms()));
  const Stop stop = first_stop(facts);
  if (auto finding = ended_before(facts, expected, stop))
    return *std::move(finding);
  if (!stop.signalled)
    return nothing_seen(facts, expected, "it was not told to stop");
  if (!stop.exited)
    return failed(expected, "it was still there",
                  "it does not follow SIGTERM, and a platform would kill it",
                  stop.signalled);
  const auto took =
      facts.event(*stop.exited).at - facts.event(*stop.signalled).at;
  const std::string observed =
      fmt::format("it ended {} later", shown_time(took));
  if (took <= asked.ms()) return passed(expected, observed);
  return failed(expected, observed, "a platform would have killed it by then",
                stop.exited);
}

Finding exits_with_success(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "exit code 0 after SIGTERM";
  const Stop stop = first_stop(facts);
  if (auto finding = ended_before(facts, expected, stop))
    return *std::move(finding);
  if (!stop.exited) return nothing_seen(facts, expected, "it did not end");
  const TimelineEvent& event = facts.event(*stop.exited);
  if (event.count == 0) return passed(expected, event.text);
  return failed(expected, event.text,
                "a stop that was asked for looks like a crash", stop.exited);
}

Finding no_secrets(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected = "no secret to be seen";
  if (!find_event(facts.events(), is_started))
    return nothing_seen(facts, expected, "it was never started");
  std::vector<FoundSecret> found;
  for (const FoundSecret& secret : facts.timeline().secrets)
    if (is_looked_for(secret, asked)) found.push_back(secret);
  if (found.empty()) return passed(expected, "none was found");
  return failed(
      expected, fmt::format("{} {}", found.front().what, found.front().where),
      found.size() == 1 ? std::string("it can be read by others there")
                        : fmt::format("{} more can be read", found.size() - 1),
      std::nullopt);
}

}  // namespace chefs::conformance::rules
