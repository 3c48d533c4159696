#include "producer/generator/form_factory.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "contract/hex.h"
#include "producer/generator/component_words.h"
#include "producer/generator/form_rows.h"
#include "producer/generator/jsonb.h"

namespace chefs::producer {
namespace {

using contract::Json;
using contract::Secret;
using contract::SeededRandom;

constexpr std::array<std::string_view, 6> kTitles = {
    "Special Event Permit",        "Culvert Repair Request",
    "Demande d'aide au loyer",     "Farm Workers' Housing / 農場宿舍",
    "Public Consultation Sign-up", "Equipment Grant 2025"};

std::string title_of(const FormRequest& request, SeededRandom& random) {
  if (!request.title.empty()) return request.title;
  return fmt::format("{} ({})", pick(kTitles, random), request.name);
}

}  // namespace

FormFactory::FormFactory(std::uint64_t seed, Clock& clock)
    : seed_(seed), clock_(clock) {}

Form FormFactory::make_form(const FormRequest& request) {
  SeededRandom random(seed_, "form/" + request.name);
  FormVersion version;
  version.form_id = random.uuid();
  version.id = random.uuid();
  Secret api_key(random.uuid());
  const Instant now = clock_.now();
  version.form_row =
      make_form_row({version.form_id, title_of(request, random), now}, random);
  version.identity_providers = make_identity_providers(now);
  version.row = make_version_row(version.form_id, version.id, 1, now, random);

  Form form;
  form.name = request.name;
  form.api_key = std::move(api_key);
  form.version = std::make_shared<const FormVersion>(std::move(version));
  change_settings(form, request.settings);
  return form;
}

void FormFactory::add_version(Form& form) {
  const int number = form.version->row.at("version").get<int>() + 1;
  SeededRandom random(seed_,
                      fmt::format("form/{}/version/{}", form.name, number));
  FormVersion next = *form.version;
  next.id = random.uuid();
  next.row =
      make_version_row(next.form_id, next.id, number, clock_.now(), random);
  form.version = std::make_shared<const FormVersion>(std::move(next));
}

void FormFactory::change_settings(Form& form, FormSettings settings) {
  settings.metadata = in_jsonb_order(settings.metadata);
  form.settings = std::make_shared<const FormSettings>(std::move(settings));
}

Submission FormFactory::create_submission(const Form& form) {
  Submission submission;
  submission.number = next_submission_++;
  SeededRandom random(seed_, fmt::format("submission/{}", submission.number));
  submission.version = form.version;
  submission.id = random.uuid();
  submission.seed = seed_;
  submission.created_at = clock_.now();
  submission.updated_at = submission.created_at;
  return submission;
}

void FormFactory::change_submission(Submission& submission) {
  ++submission.revision;
  submission.updated_at = clock_.now();
}

void FormFactory::delete_submission(Submission& submission) {
  submission.is_deleted = true;
  submission.updated_at = clock_.now();
}

Secret generated_key(std::uint64_t seed, std::string_view name) {
  SeededRandom random(seed, fmt::format("key/{}", name));
  std::array<std::byte, 32> bytes{};
  random.fill(bytes);
  std::string text = contract::to_hex(bytes);
  Secret key(text);
  contract::wipe(text);
  return key;
}

}  // namespace chefs::producer
