#include "producer/event/occurrence_maker.h"

namespace chefs::producer {

using contract::EventRow;
using contract::EventType;

OccurrenceMaker::OccurrenceMaker(FormFactory& factory, Clock& clock,
                                 contract::Profile profile)
    : factory_(factory), clock_(clock), profile_(profile) {}

Occurrence OccurrenceMaker::about(const Form& form, EventType type) const {
  Occurrence occurrence;
  occurrence.type = type;
  occurrence.profile = profile_;
  occurrence.settings = form.settings;
  occurrence.version = form.version;
  return occurrence;
}

Occurrence OccurrenceMaker::form_event(EventType type, const Form& form) {
  Occurrence occurrence = about(form, type);
  occurrence.at = clock_.now();
  return occurrence;
}

// A submission stays with the version that it was made with.
Occurrence OccurrenceMaker::submission_event(EventType type, const Form& form,
                                             Submission& submission,
                                             std::optional<bool> draft) {
  const EventRow row = entry_of(type).row;
  if (row == EventRow::kChangedSubmission) {
    factory_.change_submission(submission);
  } else if (row == EventRow::kDeletedSubmission) {
    factory_.delete_submission(submission);
  }
  submission.is_draft = draft.value_or(submission.is_draft);
  Occurrence occurrence = about(form, type);
  occurrence.version = submission.version;
  occurrence.at = submission.updated_at;
  occurrence.submission = submission;
  occurrence.draft = draft;
  return occurrence;
}

Occurrence OccurrenceMaker::form_published(const Form& form) {
  return form_event(EventType::kFormPublished, form);
}

Occurrence OccurrenceMaker::form_unpublished(const Form& form) {
  return form_event(EventType::kFormUnpublished, form);
}

Occurrence OccurrenceMaker::submission_created(const Form& form,
                                               std::optional<bool> draft) {
  Submission submission = factory_.create_submission(form);
  return submission_event(EventType::kSubmissionCreated, form, submission,
                          draft);
}

Occurrence OccurrenceMaker::submission_changed(const Form& form,
                                               Submission& submission,
                                               std::optional<bool> draft) {
  return submission_event(EventType::kSubmissionChanged, form, submission,
                          draft);
}

Occurrence OccurrenceMaker::submission_deleted(const Form& form,
                                               Submission& submission) {
  return submission_event(EventType::kSubmissionDeleted, form, submission, {});
}

}  // namespace chefs::producer
