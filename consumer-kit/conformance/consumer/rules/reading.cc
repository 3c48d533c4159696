#include "consumer-kit/conformance/consumer/rules/reading.h"

#include <algorithm>
#include <iterator>

namespace chefs::conformance::rules {

Report report_at(const CaseFacts& facts, std::size_t index) {
  return report_of(facts.timeline(), facts.event(index));
}

bool is_effect(const Report& report) {
  return report.outcome == "processed" || report.outcome == "recovered";
}

std::string wrong_plaintext(const CaseFacts& facts, const Report& report) {
  if (report.outcome != "processed") return "";
  const PublishedMessage* found =
      facts.timeline().messages.find(report.sequence);
  const CaseMessage* message = facts.message(report.sequence);
  if (message == nullptr || message->kind != "private") return "";
  if (report.plaintext_sha256.empty())
    return "the report has no plaintextSha256, so nothing shows that the "
           "event was decrypted";
  if (found->plaintext_sha256 == report.plaintext_sha256) return "";
  return "the plaintextSha256 of the report is not that of the row that was "
         "sealed";
}

std::optional<std::size_t> first_download(const CaseFacts& facts,
                                          std::uint64_t sequence,
                                          std::optional<std::uint64_t> status) {
  const PublishedMessage* found = facts.timeline().messages.find(sequence);
  if (found == nullptr) return std::nullopt;
  const std::string_view id = found->submission_id;
  return find_event(facts.events(), [&](const TimelineEvent& event) {
    return event.kind == EventKind::kApiAsked && event.text.ends_with(id) &&
           !id.empty() && (!status || event.count == *status);
  });
}

bool is_looked_for(const FoundSecret& secret, const RuleParameters& asked) {
  const bool is_argument = secret.where == kInArguments;
  if (!asked.where().empty() && (asked.where() == "arguments") != is_argument)
    return false;
  const auto kinds = asked.secrets();
  return kinds.empty() ||
         std::ranges::any_of(kSecretKinds, [&](const SecretKind& kind) {
           return kind.what == secret.what &&
                  std::ranges::find(kinds, kind.word) != kinds.end();
         });
}

}  // namespace chefs::conformance::rules
