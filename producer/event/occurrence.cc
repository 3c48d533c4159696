#include "producer/event/occurrence.h"

namespace chefs::producer {
namespace {

std::optional<bool> draft_word(const Occurrence& occurrence) {
  switch (entry_of(occurrence.type).draft) {
    case contract::MetaDraft::kAsCallerSaid:
      return occurrence.draft;
    case contract::MetaDraft::kFalse:
      return false;
    case contract::MetaDraft::kAbsent:
      break;
  }
  return std::nullopt;
}

}  // namespace

using contract::EventMeta;
using contract::Profile;

VersionState version_state_of(contract::EventType type) {
  return entry_of(type).row == contract::EventRow::kUnpublishedForm
             ? VersionState::kUnpublished
             : VersionState::kPublished;
}

contract::Json payload_row(const Occurrence& occurrence) {
  if (occurrence.submission) return submission_row(*occurrence.submission);
  return form_event_row(*occurrence.version, version_state_of(occurrence.type));
}

void set_meta(EventMeta& meta, const Occurrence& occurrence) {
  meta.source = occurrence.settings->source;
  meta.domain = contract::kDomain;
  meta.event_class = to_string(class_of(occurrence.type));
  meta.type = type_word(occurrence.type, occurrence.profile);
  meta.form_id = occurrence.version->form_id;
  meta.form_version_id = occurrence.version->id;
  if (occurrence.submission) {
    meta.submission_id = occurrence.submission->id;
  } else {
    meta.submission_id.reset();
  }
  meta.draft = draft_word(occurrence);
  if (occurrence.profile == Profile::kDeployed) {
    meta.timestamp = to_iso8601(occurrence.at);
  } else {
    meta.timestamp.reset();
  }
  meta.form_metadata = {occurrence.settings, &occurrence.settings->metadata};
}

EventMeta meta_of(const Occurrence& occurrence) {
  EventMeta meta;
  set_meta(meta, occurrence);
  return meta;
}

}  // namespace chefs::producer
