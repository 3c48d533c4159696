#include "contract/event.h"

#include "contract/internal/subject_tokens.h"
#include "contract/js_json.h"

namespace chefs::contract {
namespace {

// Room for an envelope without formMetadata, so that it is allocated once.
constexpr std::size_t kUsualMetaBytes = 512;

// `start` is what stands before the text: the key, spelled as it is sent.
void append_text(std::string_view start, std::string_view text,
                 std::string& out) {
  out += start;
  append_js_string(text, out);
}

void append_text(std::string_view start, const std::optional<std::string>& text,
                 std::string& out) {
  if (text) append_text(start, std::string_view(*text), out);
}

void append_draft(const std::optional<bool>& draft, std::string& out) {
  if (draft) out += *draft ? ",\"draft\":true" : ",\"draft\":false";
}

void append_form_metadata(const std::shared_ptr<const Json>& metadata,
                          std::string& out) {
  if (!metadata || metadata->empty()) return;
  out += ",\"formMetadata\":";
  append_stringified(*metadata, out);
}

// {"meta":{…},"payload":
void append_up_to_payload(const EventMeta& meta, std::string& out) {
  append_text("{\"meta\":{\"source\":", std::string_view(meta.source), out);
  append_text(",\"domain\":", std::string_view(meta.domain), out);
  append_text(",\"class\":", std::string_view(meta.event_class), out);
  append_text(",\"type\":", std::string_view(meta.type), out);
  append_text(",\"formId\":", std::string_view(meta.form_id), out);
  append_text(",\"formVersionId\":", meta.form_version_id, out);
  append_text(",\"submissionId\":", meta.submission_id, out);
  append_draft(meta.draft, out);
  append_text(",\"timestamp\":", meta.timestamp, out);
  append_form_metadata(meta.form_metadata, out);
  out += "},\"payload\":";
}

}  // namespace

void append_subject(const EventMeta& meta, Visibility visibility,
                    std::string& out) {
  append_subject_tokens({to_string(visibility), meta.domain, meta.event_class,
                         meta.type, meta.form_id},
                        out);
}

std::string subject_of(const EventMeta& meta, Visibility visibility) {
  std::string subject;
  append_subject(meta, visibility, subject);
  return subject;
}

void append_public_event(const EventMeta& meta, std::string& out) {
  out.reserve(out.size() + kUsualMetaBytes);
  append_up_to_payload(meta, out);
  out += "{}}";
}

void append_private_event(const EventMeta& meta, std::string_view sealed_hex,
                          std::string& out) {
  // Hex is copied once, from `sealed_hex` to its place in the message.
  out.reserve(out.size() + kUsualMetaBytes + sealed_hex.size());
  append_up_to_payload(meta, out);
  out += "{\"data\":";
  append_js_string(sealed_hex, out);
  out += "}}";
}

std::string render_public_event(const EventMeta& meta) {
  std::string bytes;
  append_public_event(meta, bytes);
  return bytes;
}

std::string render_private_event(const EventMeta& meta,
                                 std::string_view sealed_hex) {
  std::string bytes;
  append_private_event(meta, sealed_hex, bytes);
  return bytes;
}

std::string render_error_event(const EventMeta& meta, std::string_view code,
                               std::string_view message) {
  std::string bytes;
  append_up_to_payload(meta, bytes);
  append_text("{\"data\":{}},\"error\":{\"code\":", code, bytes);
  append_text(",\"message\":", message, bytes);
  bytes += "}}";
  return bytes;
}

}  // namespace chefs::contract
