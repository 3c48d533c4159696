#include "producer/event/occurrence.h"

#include <string>

namespace chefs::producer {

using contract::EventClass;
using contract::EventMeta;
using contract::Profile;

EventClass class_of(OccurrenceKind kind) {
  switch (kind) {
    case OccurrenceKind::kFormPublished:
    case OccurrenceKind::kFormUnpublished:
      return EventClass::kSchema;
    case OccurrenceKind::kSubmissionCreated:
    case OccurrenceKind::kSubmissionChanged:
    case OccurrenceKind::kSubmissionDeleted:
      break;
  }
  return EventClass::kSubmission;
}

std::string_view type_of(OccurrenceKind kind, Profile profile) {
  switch (kind) {
    case OccurrenceKind::kFormPublished:
      return "published";
    case OccurrenceKind::kFormUnpublished:
      return "unpublished";
    case OccurrenceKind::kSubmissionCreated:
      return "created";
    case OccurrenceKind::kSubmissionChanged:
      return contract::submission_changed_type(profile);
    case OccurrenceKind::kSubmissionDeleted:
      break;
  }
  return "deleted";
}

void set_meta(EventMeta& meta, const Occurrence& occurrence) {
  meta.source = occurrence.settings->source;
  meta.domain = contract::kDomain;
  meta.event_class = to_string(class_of(occurrence.kind));
  meta.type = type_of(occurrence.kind, occurrence.profile);
  meta.form_id = occurrence.version->form_id;
  meta.form_version_id = occurrence.version->id;
  if (occurrence.submission) {
    meta.submission_id = occurrence.submission->id;
    meta.draft = occurrence.kind == OccurrenceKind::kSubmissionDeleted
                     ? false
                     : occurrence.draft;
  } else {
    meta.submission_id.reset();
    meta.draft.reset();
  }
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
