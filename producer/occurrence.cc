#include "producer/occurrence.h"

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

EventMeta meta_of(const Occurrence& occurrence) {
  EventMeta meta;
  meta.source = occurrence.settings->source;
  meta.event_class = to_string(class_of(occurrence.kind));
  meta.type = type_of(occurrence.kind, occurrence.profile);
  meta.form_id = occurrence.version->form_id;
  meta.form_version_id = occurrence.version->id;
  if (occurrence.submission) {
    meta.submission_id = occurrence.submission->id;
    meta.draft = occurrence.draft;
    if (occurrence.kind == OccurrenceKind::kSubmissionDeleted) {
      meta.draft = false;
    }
  }
  if (occurrence.profile == Profile::kDeployed) {
    meta.timestamp = to_iso8601(occurrence.at);
  }
  meta.form_metadata = {occurrence.settings, &occurrence.settings->metadata};
  return meta;
}

}  // namespace chefs::producer
