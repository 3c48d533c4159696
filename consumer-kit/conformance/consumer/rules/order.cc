// Rules about what comes before what, and how often.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "consumer-kit/conformance/consumer/rules/reading.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"
#include "contract/json.h"

namespace chefs::conformance::rules {
namespace {

// A report comes by a pipe, an acknowledgement by a socket: what was written
// first can be seen last, on a busy machine by many milliseconds. Why cases
// kill the program at its acknowledgement instead: docs/decisions/0102.
constexpr std::chrono::milliseconds kOfTwoWays{500};

using Sequences = std::vector<std::uint64_t>;

bool is_among(const Sequences& ascending, std::uint64_t sequence) {
  return std::ranges::binary_search(ascending, sequence);
}

// Once only makes sense of what was worked on at all.
std::optional<Finding> none_reported(const CaseFacts& facts,
                                     const Sequences& wanted) {
  Sequences missing;
  for (const std::uint64_t sequence : wanted)
    if (!facts.of(sequence).is_reported()) missing.push_back(sequence);
  if (missing.empty()) return std::nullopt;
  return lacking(facts, wanted, missing, "reported");
}

}  // namespace

Finding reported_once(const CaseFacts& facts, const RuleParameters& asked) {
  const auto wanted = facts.sequences(asked.messages());
  if (auto finding = none_reported(facts, wanted)) return *std::move(finding);
  const std::string expected = "each worked on once in a run";
  for (const ProgramRun& run : facts.runs()) {
    std::set<std::uint64_t> done;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      const TimelineEvent& event = facts.event(i);
      if (event.kind != EventKind::kReported ||
          !is_among(wanted, event.sequence) || !is_effect(report_at(facts, i)))
        continue;
      if (done.insert(event.sequence).second) continue;
      return failed(
          expected,
          named_message(facts.timeline(), event.sequence) +
              " was worked on twice",
          fmt::format("it came {} times, and each time it had an effect",
                      facts.of(event.sequence).deliveries),
          i);
    }
  }
  return passed(expected, counted(wanted.size(), "message") + " once each");
}

Finding in_order(const CaseFacts& facts, const RuleParameters& asked) {
  const auto wanted = facts.sequences(asked.messages());
  if (auto finding = none_reported(facts, wanted)) return *std::move(finding);
  const std::string expected = "worked on in the order of the stream";
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    const TimelineEvent& event = facts.event(i);
    // What came again has its turn later.
    if (event.kind != EventKind::kReported ||
        !is_among(wanted, event.sequence) ||
        facts.of(event.sequence).first_report != i ||
        facts.of(event.sequence).deliveries > 1)
      continue;
    if (event.sequence < last)
      return failed(expected,
                    fmt::format("{} after {}",
                                named_message(facts.timeline(), event.sequence),
                                named_message(facts.timeline(), last)),
                    "an event overtook one that was before it in the stream",
                    i);
    last = event.sequence;
  }
  return passed(expected, expected);
}

Finding acked_after_report(const CaseFacts& facts,
                           const RuleParameters& asked) {
  const std::string expected = "no acknowledgement before the work";
  std::size_t acked = 0;
  for (const std::uint64_t sequence : facts.sequences(asked.messages())) {
    const SequenceFacts& of = facts.of(sequence);
    if (!of.is_settled()) continue;
    ++acked;
    const auto ack_at = facts.event(of.first_settled).at;
    const bool is_worked_on =
        of.is_reported() &&
        facts.event(of.first_report).at <= ack_at + kOfTwoWays;
    if (is_worked_on) continue;
    return failed(
        expected,
        named_message(facts.timeline(), sequence) +
            " was acknowledged, and not reported by then",
        of.is_reported()
            ? fmt::format("its report came {} later",
                          shown_time(facts.event(of.first_report).at - ack_at))
            : std::string("it was never reported: had the program died then, "
                          "it would have been lost"),
        of.first_settled);
  }
  if (acked == 0)
    return nothing_seen(facts, expected, "nothing was acknowledged");
  return passed(expected,
                counted(acked, "acknowledgement") + ", each after its report");
}

Finding acked_after_api(const CaseFacts& facts, const RuleParameters& asked) {
  const std::string expected = "no acknowledgement before the download is done";
  // Half of what the API takes: the clock of the API is not that of the proxy.
  constexpr auto kWhileDownloading = kSlowApiAnswer / 2;
  for (const std::uint64_t sequence : facts.sequences(asked.messages())) {
    const SequenceFacts& of = facts.of(sequence);
    const std::string name = named_message(facts.timeline(), sequence);
    const auto download = first_download(facts, sequence);
    if (!download)
      return nothing_seen(facts, expected, name + " was not downloaded");
    if (!of.is_settled())
      return nothing_seen(facts, expected, name + " was not acknowledged");
    const auto after =
        facts.event(of.first_settled).at - facts.event(*download).at;
    if (after >= kWhileDownloading) continue;
    return failed(expected, name + " was acknowledged during its download",
                  "had the program died then, the submission would have been "
                  "lost",
                  of.first_settled);
  }
  return passed(expected, "acknowledged after the answer");
}

}  // namespace chefs::conformance::rules
