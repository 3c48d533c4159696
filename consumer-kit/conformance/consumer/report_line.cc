#include "consumer-kit/conformance/consumer/report_line.h"

#include <fmt/format.h>

#include <optional>

#include "consumer-kit/conformance/consumer/facts/expected_outcome.h"
#include "contract/js_json_parse.h"

namespace chefs::conformance {
namespace {

using contract::Json;

std::string_view without_space(std::string_view text) {
  while (!text.empty() && (text.back() == '\r' || text.back() == ' '))
    text.remove_suffix(1);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  return text;
}

// It is meant to be a report, whatever became of it.
bool begins_like_report(std::string_view line) {
  if (line.empty() || line.front() != '{') return false;
  line.remove_prefix(1);
  line = without_space(line);
  return line.starts_with("\"chefs\"");
}

// Absent and null are the same.
std::optional<std::string> optional_text(const Json& object, const char* key,
                                         std::string& why) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return "";
  if (found->is_string()) return found->get<std::string>();
  why = fmt::format("its {} is no text", key);
  return std::nullopt;
}

ReportLine report_of(const Json& object) {
  const auto sequence = object.find("seq");
  if (sequence == object.end() || !sequence->is_number_integer() ||
      *sequence < 1)
    return BadReportLine{"its seq is not a number from 1"};
  const auto outcome = object.find("outcome");
  if (outcome == object.end() || !outcome->is_string())
    return BadReportLine{"it has no outcome"};
  Report report;
  report.sequence = sequence->get<std::uint64_t>();
  report.outcome = outcome->get<std::string>();
  if (!is_outcome(report.outcome))
    return BadReportLine{fmt::format("its outcome is none of {}",
                                     fmt::join(kOutcomeWords, ", "))};
  std::string why;
  const auto submission = optional_text(object, "submissionId", why);
  const auto plaintext = optional_text(object, "plaintextSha256", why);
  if (!submission || !plaintext) return BadReportLine{why};
  report.submission_id = *submission;
  report.plaintext_sha256 = *plaintext;
  if (const auto draft = object.find("draft");
      draft != object.end() && draft->is_boolean())
    report.draft = draft->get<bool>();
  return report;
}

}  // namespace

ReportLine read_report_line(std::string_view line) {
  line = without_space(line);
  if (!begins_like_report(line) &&
      (line.empty() || line.front() != '{' ||
       line.find("\"chefs\"") == std::string_view::npos))
    return LogLine{};
  const auto parsed = contract::parse_js_json(line);
  const auto* object = std::get_if<Json>(&parsed);
  if (object == nullptr) {
    if (!begins_like_report(line)) return LogLine{};
    return BadReportLine{"it is no JSON: " +
                         std::get<contract::JsonFault>(parsed).text};
  }
  const auto version = object->find("chefs");
  if (version == object->end()) return LogLine{};
  if (*version != 1) return BadReportLine{"its \"chefs\" is not 1"};
  if (object->contains("notice")) return NoticeLine{};
  return report_of(*object);
}

}  // namespace chefs::conformance
