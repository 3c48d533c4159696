// Makes forms and submissions, all from one seed: the same seed and the same
// calls give the same bytes. Not what is sent about them: occurrence.h.
//
//   SteppingClock clock(kFixedEpoch, std::chrono::seconds(1));
//   FormFactory factory(42, clock);
//   Form form = factory.make_form({.name = "permit", .settings = settings});
//   Submission submission = factory.create_submission(form);
#pragma once

#include <cstdint>
#include <string>

#include "contract/random_source.h"
#include "contract/secret.h"
#include "producer/generator/clock.h"
#include "producer/generator/form.h"

namespace chefs::producer {

struct FormRequest {
  std::string name = {};
  // Shown to people; made up if empty.
  std::string title = {};
  FormSettings settings = {};
};

// The clock must outlive the factory. Not thread-safe.
class FormFactory {
 public:
  FormFactory(std::uint64_t seed, Clock& clock);

  // Ids, rows and API key depend on the seed and the form's name alone, so
  // that a form stays the same when others are added beside it.
  Form make_form(const FormRequest& request);
  // The form's next version takes the place of the one it has.
  void add_version(Form& form);
  void change_settings(Form& form, FormSettings settings);

  Submission create_submission(const Form& form);
  void change_submission(Submission& submission);
  void delete_submission(Submission& submission);

 private:
  std::uint64_t seed_;
  Clock& clock_;
  std::uint64_t next_submission_ = 1;
};

// The key that CHEFS would generate: 32 random bytes as 64 hex digits. The
// same seed and name give the same key.
contract::Secret generated_key(std::uint64_t seed, std::string_view name);

}  // namespace chefs::producer
