// Lets things happen to forms and submissions and gives the occurrences of it,
// dated by the factory's clock. What both kinds of plan are built on.
//
//   OccurrenceMaker happen(factory, clock, Profile::kDocumented);
//   plan.push(happen.form_published(form));
//   plan.push(happen.submission_created(form, false));
#pragma once

#include <optional>

#include "contract/profile.h"
#include "producer/event/occurrence.h"
#include "producer/generator/clock.h"
#include "producer/generator/form.h"
#include "producer/generator/form_factory.h"

namespace chefs::producer {

// Factory and clock must outlive it. A submission is left as what happened to
// it leaves it; `draft` is what CHEFS' caller said, if it said anything.
class OccurrenceMaker {
 public:
  OccurrenceMaker(FormFactory& factory, Clock& clock,
                  contract::Profile profile);

  Occurrence form_event(contract::EventType type, const Form& form);
  Occurrence submission_event(contract::EventType type, const Form& form,
                              Submission& submission,
                              std::optional<bool> draft);

  Occurrence form_published(const Form& form);
  Occurrence form_unpublished(const Form& form);
  Occurrence submission_created(const Form& form, std::optional<bool> draft);
  Occurrence submission_changed(const Form& form, Submission& submission,
                                std::optional<bool> draft);
  Occurrence submission_deleted(const Form& form, Submission& submission);

 private:
  Occurrence about(const Form& form, contract::EventType type) const;

  FormFactory& factory_;
  Clock& clock_;
  contract::Profile profile_;
};

}  // namespace chefs::producer
