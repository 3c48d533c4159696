#include "consumer-kit/conformance/consumer/causes/failed_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "consumer-kit/conformance/consumer/facts/expected_outcome.h"
#include "consumer-kit/conformance/consumer/facts/message_names.h"
#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/js_json.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

constexpr std::size_t kQuotedBytes = 60;

std::string shortened(std::string text) {
  if (text.size() <= kQuotedBytes) return text;
  text.resize(kQuotedBytes);
  // No half of a character.
  while (!text.empty() && (text.back() & 0x80) != 0) text.pop_back();
  return text + " …";
}

std::string words_of_bytes(const CaseMessage& message) {
  const std::string bytes = message.bytes.value_or("");
  if (bytes.empty()) return "an empty message";
  if (bytes.size() <= kQuotedBytes)
    return fmt::format("the bytes {}", escaped(bytes));
  return fmt::format("{} bytes that begin with {}", bytes.size(),
                     shortened(bytes));
}

std::string_view type_of(const CaseMessage& message) {
  if (!message.foreign_type.empty()) return message.foreign_type;
  return type_word(message.type, contract::Profile::kDocumented);
}

bool is_creation(const CaseMessage& message) {
  return message.foreign_type.empty() &&
         message.type == contract::EventType::kSubmissionCreated;
}

std::string words_of_private(const CaseMessage& message) {
  if (message.tampered != "none")
    return fmt::format("a private event whose {} was changed",
                       message.tampered);
  if (message.sealed_with == "other")
    return "a private event, sealed with a key that nobody gave the program";
  if (message.sealed_with == "rotated")
    return "a private event, sealed with the form's new key";
  if (message.form == 2) return "a private event of the second form";
  if (class_of(message.type) == contract::EventClass::kSchema)
    return fmt::format("a private event of the type \"{}\"", type_of(message));
  return message.draft.value_or(false) ? "a private event about a draft"
                                       : "a private event";
}

// What is special about a message, the most special first.
std::string words_of(const CaseMessage& message) {
  if (message.kind == "raw") return words_of_bytes(message);
  if (message.source == "none") return "an event without a source";
  if (!message.source.empty())
    return fmt::format("an event of the source \"{}\"", message.source);
  if (!message.patch.is_null())
    return fmt::format("an event changed by {}",
                       shortened(contract::stringify(message.patch)));
  if (message.kind == "error") return "the event that stands for one too large";
  if (message.size_bytes > 0)
    return fmt::format("an event of {} bytes", message.size_bytes);
  if (message.has_form_metadata) return "an event with formMetadata";
  if (message.kind == "private") return words_of_private(message);
  if (!is_creation(message))
    return fmt::format("an event of the type \"{}\"", type_of(message));
  return message.form == 2 ? "a public event of the second form"
                           : "a public event";
}

std::string last_line_of(std::string_view printed) {
  while (!printed.empty() && (printed.back() == '\n' || printed.back() == '\r'))
    printed.remove_suffix(1);
  const std::size_t at = printed.rfind('\n');
  return shortened(
      escaped(at == std::string_view::npos ? printed : printed.substr(at + 1)));
}

}  // namespace

std::string MessageStory::timestamp() const {
  const contract::Json& patch = message->patch;
  if (!patch.is_object() || !patch.contains("meta") ||
      !patch["meta"].is_object() || !patch["meta"].contains("timestamp") ||
      !patch["meta"]["timestamp"].is_string())
    return "";
  return patch["meta"]["timestamp"].get<std::string>();
}

FailedCase::FailedCase(const CaseFacts& facts,
                       std::span<const FailedCheck> failed)
    : facts_(facts), failed_(failed) {
  const Timeline& timeline = facts.timeline();
  messages_.reserve(timeline.messages.size());
  for (const PublishedMessage& published : timeline.messages) {
    const CaseMessage* message = facts.message(published.sequence);
    if (message == nullptr) continue;
    const SequenceFacts& of = facts.of(published.sequence);
    MessageStory story{.sequence = published.sequence,
                       .message = message,
                       .facts = &of,
                       .report = {}};
    if (of.is_reported())
      story.report = report_of(timeline, facts.event(of.first_report));
    messages_.push_back(std::move(story));
  }
}

const Finding* FailedCase::finding(std::string_view rule) const {
  const auto found =
      std::ranges::find_if(failed_, [rule](const FailedCheck& check) {
        return check.rule == rule && !check.finding.is_for_lack;
      });
  return found == failed_.end() ? nullptr : &found->finding;
}

std::optional<Clue> FailedCase::clue_of(std::string_view rule) const {
  const Finding* found = finding(rule);
  if (found == nullptr) return std::nullopt;
  return Clue{fmt::format("{}: {}", found->observed, found->why),
              found->moment};
}

bool FailedCase::has_fault(FaultAction action) const {
  return std::ranges::find(asked().faults.faults, action, &Fault::action) !=
         asked().faults.faults.end();
}

bool FailedCase::is_own(const MessageStory& story) const {
  return story.message->source.empty() && story.message->kind != "raw";
}

bool FailedCase::may_be(const MessageStory& story,
                        std::string_view outcome) const {
  const auto allowed = expected_outcomes(asked().setup, *story.message);
  return std::ranges::find(allowed, outcome) != allowed.end();
}

std::string FailedCase::named(const MessageStory& story) const {
  std::string name = named_message(facts_.timeline(), story.sequence);
  name.pop_back();
  return fmt::format("{}, {})", name, words_of(*story.message));
}

std::string FailedCase::ending(std::size_t exit) const {
  std::string words = "the program " + std::string(facts_.event(exit).text);
  const std::string last = last_line_of(facts_.timeline().output_tail);
  if (!last.empty()) words += fmt::format("; the last it printed: {}", last);
  return words;
}

bool is_plain(const CaseMessage& message) {
  return (message.kind == "public" || message.kind == "private") &&
         message.source.empty() && message.patch.is_null() &&
         message.tampered == "none" && message.sealed_with == "form" &&
         message.size_bytes == 0 && !message.has_form_metadata &&
         is_creation(message) && !message.draft.value_or(false);
}

bool is_try(const TimelineEvent& event) {
  return event.kind == EventKind::kConnected ||
         event.kind == EventKind::kRefused;
}

bool is_fetch(const TimelineEvent& event) {
  return event.kind == EventKind::kAsked &&
         event.text.starts_with("$JS.API.CONSUMER.MSG.NEXT.");
}

}  // namespace chefs::conformance
