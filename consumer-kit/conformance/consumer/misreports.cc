#include "consumer-kit/conformance/consumer/misreports.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/expected_outcome.h"
#include "consumer-kit/conformance/consumer/rules/reading.h"

namespace chefs::conformance {
namespace {

// Of an event that was dealt with before, and came again.
bool is_said_of_a_repeat(const CaseFacts& facts, std::size_t index,
                         const Report& report) {
  return report.outcome == "ignored" &&
         facts.of(report.sequence).first_report != index;
}

std::string why_impossible_outcome(const CaseFacts& facts,
                                   const CaseMessage& message,
                                   const Report& report) {
  const auto allowed = expected_outcomes(facts.asked().setup, message);
  if (std::ranges::find(allowed, report.outcome) != allowed.end()) return "";
  return fmt::format("it is {}, and not {}", fmt::join(allowed, " or "),
                     report.outcome);
}

// Whether the API had the chance to give it.
std::string why_not_recovered(const CaseFacts& facts, const Report& report) {
  if (report.outcome != "recovered" ||
      rules::first_download(facts, report.sequence, 200))
    return "";
  return "it is said to be recovered, and the API never gave it";
}

std::string why_other_submission(const PublishedMessage& published,
                                 const Report& report) {
  if (report.submission_id.empty() || published.submission_id.empty() ||
      published.submission_id == report.submission_id)
    return "";
  return fmt::format("its submission is {}, and not {}",
                     published.submission_id, report.submission_id);
}

// Empty if the report can be true.
std::string why_impossible(const CaseFacts& facts, std::size_t index) {
  const Report report = rules::report_at(facts, index);
  const PublishedMessage* found =
      facts.timeline().messages.find(report.sequence);
  if (found == nullptr) return "the stream has no such sequence";
  if (!facts.of(report.sequence).is_delivered())
    return "it was never delivered to the program";
  if (is_said_of_a_repeat(facts, index, report)) return "";
  const CaseMessage* message = facts.message(report.sequence);
  if (message == nullptr) return "";
  std::string why = why_impossible_outcome(facts, *message, report);
  if (why.empty()) why = rules::wrong_plaintext(facts, report);
  if (why.empty()) why = why_not_recovered(facts, report);
  if (why.empty()) why = why_other_submission(*found, report);
  return why;
}

}  // namespace

std::optional<Finding> find_misreport(const CaseFacts& facts) {
  const std::string expected = "reports that agree with the server";
  std::size_t wrong = 0;
  Finding first;
  for (std::size_t i = 0; i < facts.events().size(); ++i) {
    const TimelineEvent& event = facts.event(i);
    std::string why;
    if (event.kind == EventKind::kBadReport)
      why = "a line that begins like a report is none: " + event.text;
    if (event.kind == EventKind::kReported) why = why_impossible(facts, i);
    if (why.empty() || wrong++ > 0) continue;
    const std::string what =
        event.kind == EventKind::kBadReport
            ? "a line that is no report"
            : fmt::format("{} reported as {}",
                          named_message(facts.timeline(), event.sequence),
                          rules::report_at(facts, i).outcome);
    first = failed(expected, what, "misreport: " + why, i);
  }
  if (wrong == 0) return std::nullopt;
  if (wrong > 1) first.observed += fmt::format(", and {} more", wrong - 1);
  return first;
}

}  // namespace chefs::conformance
