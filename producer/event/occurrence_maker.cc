#include "producer/event/occurrence_maker.h"

#include <utility>

namespace chefs::producer {

OccurrenceMaker::OccurrenceMaker(FormFactory& factory, Clock& clock,
                                 contract::Profile profile)
    : factory_(factory), clock_(clock), profile_(profile) {}

Occurrence OccurrenceMaker::about(const Form& form, OccurrenceKind kind) const {
  Occurrence occurrence;
  occurrence.kind = kind;
  occurrence.profile = profile_;
  occurrence.settings = form.settings;
  occurrence.version = form.version;
  return occurrence;
}

// A submission stays with the version that it was made with.
Occurrence OccurrenceMaker::about(const Form& form, OccurrenceKind kind,
                                  Submission submission) const {
  Occurrence occurrence = about(form, kind);
  occurrence.version = submission.version;
  occurrence.at = submission.updated_at;
  occurrence.submission = std::move(submission);
  return occurrence;
}

Occurrence OccurrenceMaker::form_published(const Form& form) {
  Occurrence occurrence = about(form, OccurrenceKind::kFormPublished);
  occurrence.at = clock_.now();
  return occurrence;
}

Occurrence OccurrenceMaker::form_unpublished(const Form& form) {
  Occurrence occurrence = about(form, OccurrenceKind::kFormUnpublished);
  occurrence.at = clock_.now();
  return occurrence;
}

Occurrence OccurrenceMaker::submission_created(const Form& form,
                                               std::optional<bool> draft) {
  Submission submission = factory_.create_submission(form);
  submission.is_draft = draft.value_or(false);
  Occurrence occurrence =
      about(form, OccurrenceKind::kSubmissionCreated, std::move(submission));
  occurrence.draft = draft;
  return occurrence;
}

Occurrence OccurrenceMaker::submission_changed(const Form& form,
                                               Submission& submission,
                                               std::optional<bool> draft) {
  factory_.change_submission(submission);
  submission.is_draft = draft.value_or(submission.is_draft);
  Occurrence occurrence =
      about(form, OccurrenceKind::kSubmissionChanged, submission);
  occurrence.draft = draft;
  return occurrence;
}

Occurrence OccurrenceMaker::submission_deleted(const Form& form,
                                               Submission& submission) {
  factory_.delete_submission(submission);
  Occurrence occurrence =
      about(form, OccurrenceKind::kSubmissionDeleted, submission);
  occurrence.draft = false;
  return occurrence;
}

}  // namespace chefs::producer
