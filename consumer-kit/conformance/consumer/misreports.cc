#include "consumer-kit/conformance/consumer/misreports.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/facts/expected_outcome.h"
#include "consumer-kit/conformance/consumer/rules/reading.h"
#include "consumer-kit/conformance/consumer/rules/told_gaps.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;

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
std::string why_not_recovered(const CaseFacts& facts, const Report& report,
                              std::size_t index) {
  if (report.outcome != "recovered") return "";
  const auto download = rules::first_download(facts, report.sequence, 200);
  if (download && *download < index) return "";
  return download ? "it is said to be recovered, and the API gave it later"
                  : "it is said to be recovered, and the API never gave it";
}

// What cannot be read has no plaintext, and a public event has none either.
std::string why_no_plaintext(const CaseMessage& message, const Report& report) {
  if (report.plaintext_sha256.empty()) return "";
  const bool is_unread = report.outcome == "undecryptable" ||
                         report.outcome == "invalid" ||
                         report.outcome == "oversize";
  if (is_unread)
    return "it is said to be " + report.outcome +
           ", and yet has a plaintextSha256: of what was never verified";
  return message.kind == "public"
             ? "it has a plaintextSha256, and a public event has no plaintext"
             : "";
}

// The value that the event's meta has; null: it has none. Nothing if what
// stands there is not known, or of another type.
std::optional<Json> meta_member(const CaseMessage& message, const char* key,
                                Json unpatched) {
  if (message.kind == "raw") return std::nullopt;
  if (!message.patch.is_object() || !message.patch.contains("meta"))
    return unpatched;
  const Json& patch = message.patch["meta"];
  if (!patch.is_object()) return std::nullopt;
  const auto patched = patch.find(key);
  return patched == patch.end() ? unpatched : *patched;
}

bool is_about_submission(const CaseMessage& message) {
  return class_of(message.type) == contract::EventClass::kSubmission;
}

std::string why_other_submission(const CaseMessage& message,
                                 const PublishedMessage& published,
                                 const Report& report) {
  if (report.submission_id.empty()) return "";
  const auto id = meta_member(message, "submissionId",
                              is_about_submission(message)
                                  ? Json(published.submission_id.view())
                                  : Json());
  if (!id || *id == report.submission_id) return "";
  if (!id->is_string())
    return fmt::format("it names the submission {}, and the event names none",
                       report.submission_id);
  return fmt::format("its submission is {}, and not {}", id->get<std::string>(),
                     report.submission_id);
}

// Of a schema event, false goes without saying.
std::string why_other_draft(const CaseMessage& message, const Report& report) {
  if (!report.draft ||
      entry_of(message.type).draft == contract::MetaDraft::kFalse ||
      (!is_about_submission(message) && !*report.draft))
    return "";
  const bool says = is_about_submission(message) && message.draft.has_value();
  const auto draft =
      meta_member(message, "draft", says ? Json(*message.draft) : Json());
  if (!draft || *draft == *report.draft) return "";
  if (draft->is_null())
    return fmt::format("it is said to be {} draft, and the event does not say",
                       *report.draft ? "a" : "no");
  return draft->is_boolean() ? fmt::format("its draft is {}, and not {}",
                                           draft->get<bool>(), *report.draft)
                             : "";
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
  if (why.empty()) why = why_not_recovered(facts, report, index);
  if (why.empty()) why = why_no_plaintext(*message, report);
  if (why.empty()) why = why_other_submission(*message, *found, report);
  if (why.empty()) why = why_other_draft(*message, report);
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
  if (wrong == 0) return rules::false_gap(facts);
  if (wrong > 1) first.observed += fmt::format(", and {} more", wrong - 1);
  return first;
}

}  // namespace chefs::conformance
