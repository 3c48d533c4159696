#include "consumer-kit/conformance/consumer/case_messages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/environment_error.h"
#include "consumer-kit/conformance/suite/digest.h"
#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"
#include "contract/size_rule.h"
#include "contract/stream_limits.h"
#include "contract/subject.h"
#include "producer/event/size_target.h"
#include "producer/generator/rows.h"

namespace chefs::conformance {
namespace {

using base::EnvironmentError;
using contract::Json;
using producer::Occurrence;
using producer::Submission;

constexpr std::int64_t kMaxMsgSizeBytes =
    contract::kDeployedLimits.max_msg_size_bytes;
// A row that does not fit, and the message that it would have made.
constexpr std::int64_t kOversizeRowBytes = 490'000;
constexpr std::int64_t kOversizeMessageBytes = 980'804;
// The answer that holds the canary.
constexpr const char* kCanaryKey = "reference";

bool is_private(const CaseMessage& asked) {
  return asked.kind == "private" || asked.kind == "error";
}

// Beside its own text, what the canary adds to a row.
std::int64_t canary_bytes(const CaseWorld& world) {
  const std::string member = fmt::format("\"{}\":\"\",", kCanaryKey);
  return static_cast<std::int64_t>(member.size() + world.canary.size());
}

Json row_of(const Occurrence& occurrence, const CaseWorld& world) {
  Json row = producer::payload_row(occurrence);
  if (!occurrence.submission) {
    row["description"] = world.canary;
    return row;
  }
  // First, so that a log that is cut off holds it as well.
  Json& answers = row["submission"]["data"];
  Json data = {{kCanaryKey, world.canary}};
  data.update(answers);
  answers = std::move(data);
  return row;
}

contract::Secret key_of(const CaseMessage& asked, const CaseWorld& world) {
  if (asked.sealed_with == "other") return world.other_key;
  if (asked.sealed_with == "rotated") return world.rotated_key;
  return world.form(asked.form).settings->encryption_key;
}

Json form_metadata() {
  return {{"ministry", "citz"}, {"cost_centre", 112}, {"tags", {"a", "b"}}};
}

producer::FormSettings settings_of(const CaseMessage& asked,
                                   const CaseWorld& world) {
  producer::FormSettings settings = *world.form(asked.form).settings;
  settings.streams = {.is_enabled = true,
                      .is_private_on = is_private(asked),
                      .is_public_on = !is_private(asked)};
  settings.encryption_key = key_of(asked, world);
  if (!asked.source.empty()) settings.source = asked.source;
  if (asked.has_form_metadata) settings.metadata = form_metadata();
  return settings;
}

std::size_t first_digit_of(const std::string& part) {
  constexpr std::size_t kIv = 2 * contract::kSaltBytes;
  constexpr std::size_t kTag = kIv + 2 * contract::kIvBytes;
  if (part == "salt") return 0;
  if (part == "iv") return kIv;
  if (part == "tag") return kTag;
  return kTag + 2 * contract::kTagBytes;
}

// Bytes of the tag that are cut off.
constexpr std::size_t kCutBytes = 4;

// The lowest bit of the part's first digit.
void tamper(std::string& sealed_hex, const std::string& part) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (part == "none") return;
  if (part == "cut-tag")
    return sealed_hex.resize(sealed_hex.size() - 2 * kCutBytes);
  char& digit = sealed_hex.at(first_digit_of(part));
  digit = kDigits[kDigits.find(digit) ^ 1];
}

Json parsed(const std::string& bytes) {
  auto read = contract::parse_js_json(bytes);
  if (auto* value = std::get_if<Json>(&read)) return std::move(*value);
  throw EnvironmentError("an event of the suite's own is no JSON");
}

std::string patched(const CaseMessage& asked, std::string bytes) {
  if (asked.source == "none") {
    Json event = parsed(bytes);
    event["meta"].erase("source");
    bytes = contract::stringify(event);
  }
  if (asked.patch.is_null()) return bytes;
  Json event = parsed(bytes);
  event.merge_patch(asked.patch);
  return contract::stringify(event);
}

}  // namespace

struct CaseMessages::Draft {
  const CaseMessage* asked = nullptr;
  std::string name;
  std::optional<Occurrence> occurrence;
  producer::UnsealedEvent event;
  // Empty if it is not to be had.
  std::string plaintext_sha256;
  // Once the event is sealed, in its place.
  producer::SealedEvent sealed;
};

CaseMessages::CaseMessages(const ConsumerCase& asked, CaseWorld& world,
                           producer::RecoveryStore& store)
    : asked_(asked), world_(world), store_(store) {
  for (const producer::Form& form : world.forms)
    store_.add_form(form.id(), form.api_key);
}

const CaseMessage& CaseMessages::named(const std::string& name) const {
  const auto found =
      std::ranges::find(asked_.messages, name, &CaseMessage::name);
  if (found != asked_.messages.end()) return *found;
  throw EnvironmentError(
      fmt::format("the case {} has no message \"{}\"", asked_.info.id, name));
}

Submission& CaseMessages::submission_for(const CaseMessage& asked,
                                         std::uint32_t number) {
  const std::string& root =
      asked.same_submission_as.empty() ? asked.name : asked.same_submission_as;
  const std::string key = fmt::format("{}/{}", root, number);
  const auto found = submissions_.find(key);
  if (found != submissions_.end()) return found->second;
  const bool is_shared =
      std::ranges::any_of(asked_.messages, [&](const CaseMessage& other) {
        return other.same_submission_as == root;
      });
  // One that nobody else refers to need not be kept.
  if (!is_shared) submissions_.erase("");
  Submission made = world_.factory.create_submission(world_.form(asked.form));
  return submissions_[is_shared ? key : ""] = std::move(made);
}

Occurrence CaseMessages::occurrence_of(const CaseMessage& asked,
                                       std::uint32_t number) {
  const producer::Form& form = world_.form(asked.form);
  Occurrence occurrence;
  occurrence.type = asked.type;
  occurrence.profile = asked_.setup.profile;
  occurrence.settings = std::make_shared<const producer::FormSettings>(
      settings_of(asked, world_));
  occurrence.version = form.version;
  occurrence.draft = asked.draft;
  if (class_of(asked.type) == contract::EventClass::kSchema) {
    occurrence.at = world_.clock.now();
    return occurrence;
  }
  Submission& submission = submission_for(asked, number);
  const contract::EventRow row = entry_of(asked.type).row;
  if (row == contract::EventRow::kChangedSubmission && !asked.is_unchanged)
    world_.factory.change_submission(submission);
  if (row == contract::EventRow::kDeletedSubmission)
    world_.factory.delete_submission(submission);
  submission.is_draft = asked.draft.value_or(false);
  occurrence.at = submission.updated_at;
  occurrence.version = submission.version;
  occurrence.submission = submission;
  return occurrence;
}

CaseMessages::Draft CaseMessages::draft_of(const CaseMessage& asked,
                                           std::uint32_t number) {
  Draft draft;
  draft.asked = &asked;
  draft.name =
      asked.times == 1 ? asked.name : fmt::format("{}/{}", asked.name, number);
  if (asked.kind == "raw") return draft;

  Occurrence occurrence = occurrence_of(asked, number);
  if (asked.kind == "error" && occurrence.submission)
    occurrence.submission->row_bytes = kOversizeRowBytes;
  if (asked.kind != "error" && asked.size_bytes > 0 && occurrence.submission)
    fit_message_bytes(occurrence, static_cast<std::int64_t>(asked.size_bytes));
  if (occurrence.submission && occurrence.submission->row_bytes)
    *occurrence.submission->row_bytes -= canary_bytes(world_);
  if (asked.kind == "private") {
    draft.event = prepare(occurrence, world_.random);
    draft.event.plaintext = contract::stringify(row_of(occurrence, world_));
    if (asked.sealed_with != "other" && asked.tampered == "none")
      draft.plaintext_sha256 = sha256_hex(draft.event.plaintext);
  } else {
    draft.event.meta = meta_of(occurrence);
    draft.event.streams = occurrence.settings->streams;
    // Sealed is only what CHEFS would have sent.
    draft.event.streams.is_private_on = false;
  }
  if (!asked.foreign_type.empty()) draft.event.meta.type = asked.foreign_type;
  draft.occurrence = std::move(occurrence);
  return draft;
}

void CaseMessages::offer_for_download(const Draft& draft) {
  if (!draft.occurrence || !draft.occurrence->submission ||
      !is_private(*draft.asked))
    return;
  Json download = producer::submission_download(*draft.occurrence->submission);
  download["submission"] = row_of(*draft.occurrence, world_);
  store_.keep(draft.occurrence->submission->id,
              producer::ForeignDownload{world_.form(draft.asked->form).id(),
                                        contract::stringify(download)});
}

MadeMessage CaseMessages::finish(const Draft& draft) const {
  const CaseMessage& asked = *draft.asked;
  MadeMessage made;
  made.what.name = draft.name;
  contract::EventMeta public_creation;
  public_creation.event_class = to_string(contract::EventClass::kSubmission);
  public_creation.type =
      type_word(contract::EventType::kSubmissionCreated, asked_.setup.profile);
  public_creation.form_id = world_.form(asked.form).id();
  made.message.kind = producer::MessageKind::kRaw;
  made.message.subject =
      subject_of(public_creation, contract::Visibility::kPublic);
  if (draft.occurrence && !asked.bytes) {
    if (asked.kind == "error") {
      made.message.subject =
          subject_of(draft.sealed.meta, contract::Visibility::kPrivate);
      made.message.bytes = render_error_event(
          draft.sealed.meta, contract::kMaxMsgSizeCode,
          contract::oversize_text(
              asked.size_bytes > 0 ? static_cast<std::int64_t>(asked.size_bytes)
                                   : kOversizeMessageBytes,
              contract::largest_private_message_bytes(kMaxMsgSizeBytes)));
    } else {
      producer::MessageList messages;
      append_messages(draft.sealed, kMaxMsgSizeBytes, messages);
      made.message = std::move(messages.all().front());
    }
    made.message.bytes = patched(asked, std::move(made.message.bytes));
    made.what.submission_id =
        draft.sealed.meta.submission_id.value_or(std::string());
    made.what.plaintext_sha256 = draft.plaintext_sha256;
  }
  if (asked.bytes) made.message.bytes = *asked.bytes;
  if (!asked.subject.empty())
    made.message.subject = world_.filled_in(asked.subject);
  made.what.subject = std::make_shared<const std::string>(made.message.subject);
  made.what.bytes = made.message.bytes.size();
  return made;
}

std::vector<MadeMessage> CaseMessages::make(const std::string& name,
                                            std::uint32_t first,
                                            std::uint32_t count) {
  const CaseMessage& asked = named(name);
  std::vector<Draft> drafts;
  for (std::uint32_t number = first;
       number <= asked.times && number < first + count; ++number) {
    drafts.push_back(draft_of(asked, number));
    offer_for_download(drafts.back());
  }
  std::vector<producer::UnsealedEvent> events;
  for (Draft& draft : drafts) {
    // Nothing stands behind the tag then.
    if (asked.tampered == "cut-tag") draft.event.plaintext.clear();
    events.push_back(std::move(draft.event));
  }
  std::vector<producer::SealedEvent> sealed = seal(std::move(events));
  std::vector<MadeMessage> made;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (!sealed[i].hex.empty()) tamper(sealed[i].hex, asked.tampered);
    drafts[i].sealed = std::move(sealed[i]);
    made.push_back(finish(drafts[i]));
  }
  return made;
}

}  // namespace chefs::conformance
