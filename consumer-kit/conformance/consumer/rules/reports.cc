// Rules about what the program's report lines say.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/expected_outcome.h"
#include "consumer-kit/conformance/consumer/rules/reading.h"
#include "consumer-kit/conformance/consumer/rules/rule_list.h"
#include "consumer-kit/conformance/consumer/rules/wording.h"

namespace chefs::conformance::rules {
namespace {

std::vector<std::string> allowed_for(const CaseFacts& facts,
                                     const RuleParameters& asked,
                                     std::uint64_t sequence) {
  auto outcomes = asked.outcomes();
  const CaseMessage* message = facts.message(sequence);
  if (!outcomes.empty() || message == nullptr) return outcomes;
  return expected_outcomes(facts.asked().setup, *message);
}

std::string one_of(const std::vector<std::string>& outcomes) {
  return fmt::format("{}", fmt::join(outcomes, " or "));
}

// The first report of each message fits `fits`, which else says why not.
template <typename Fits>
Finding first_reports(const CaseFacts& facts, const RuleParameters& asked,
                      const std::string& expected, Fits why_not) {
  const auto wanted = facts.sequences(asked.messages());
  if (auto finding = unpublished(facts, asked.messages(), wanted))
    return *std::move(finding);
  std::vector<std::uint64_t> missing;
  for (const std::uint64_t sequence : wanted) {
    const SequenceFacts& of = facts.of(sequence);
    if (!of.is_reported()) {
      missing.push_back(sequence);
      continue;
    }
    const Report report = report_at(facts, of.first_report);
    const std::string why = why_not(report);
    if (why.empty()) continue;
    return failed(
        expected,
        fmt::format("{} was reported as {}",
                    named_message(facts.timeline(), sequence), report.outcome),
        why, of.first_report);
  }
  if (!missing.empty()) return lacking(facts, wanted, missing, "reported");
  return passed(expected, counted(wanted.size(), "report"));
}

}  // namespace

Finding reported_as(const CaseFacts& facts, const RuleParameters& asked) {
  const auto wanted = facts.sequences(asked.messages());
  const std::string expected =
      wanted.empty()
          ? "reports"
          : fmt::format("reported as {}",
                        one_of(allowed_for(facts, asked, wanted.front())));
  return first_reports(facts, asked, expected, [&](const Report& report) {
    const auto allowed = allowed_for(facts, asked, report.sequence);
    if (std::ranges::find(allowed, report.outcome) == allowed.end())
      return fmt::format("{} is to be {}",
                         named_message(facts.timeline(), report.sequence),
                         one_of(allowed));
    return wrong_plaintext(facts, report);
  });
}

Finding draft_told(const CaseFacts& facts, const RuleParameters& asked) {
  return first_reports(
      facts, asked, "drafts are ignored, or reported with \"draft\":true",
      [](const Report& report) {
        if (report.outcome == "ignored" || report.draft == true)
          return std::string();
        return std::string(
            "nothing in the report shows that it is a draft, and not what was "
            "handed in");
      });
}

Finding id_told(const CaseFacts& facts, const RuleParameters& asked) {
  return first_reports(
      facts, asked, "the submission's id in each report",
      [&](const Report& report) {
        const PublishedMessage* published =
            facts.timeline().messages.find(report.sequence);
        if (published->submission_id == report.submission_id)
          return std::string();
        return report.submission_id.empty()
                   ? std::string("the report names no submissionId")
                   : "the report names another submissionId";
      });
}

Finding gap_told(const CaseFacts& facts, const RuleParameters&) {
  const std::string expected = "a notice of what the stream discarded";
  const auto notice =
      find_event(facts.events(), [](const TimelineEvent& event) {
        return event.kind == EventKind::kNotice &&
               event.text.find("\"gap\"") != std::string::npos;
      });
  if (notice) return passed(expected, facts.event(*notice).text);
  // The first message behind the gap: it was to tell then.
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    const TimelineEvent& event = facts.event(i);
    if (event.kind != EventKind::kDelivered) continue;
    if (last != 0 && event.sequence > last + 1)
      return failed(expected, "no notice",
                    fmt::format("sequence {} came after {}, and what lies "
                                "between is gone for good",
                                event.sequence, last),
                    i);
    last = std::max(last, event.sequence);
  }
  return nothing_seen(facts, expected, "no notice");
}

}  // namespace chefs::conformance::rules
