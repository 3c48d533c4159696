#include "producer/generator/form_factory.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "contract/hex.h"
#include "contract/json.h"
#include "producer/generator/component_words.h"
#include "producer/generator/components.h"
#include "producer/generator/jsonb.h"

namespace chefs::producer {
namespace {

using contract::Json;
using contract::RandomSource;
using contract::Secret;
using contract::SeededRandom;

constexpr std::array<std::string_view, 6> kTitles = {
    "Special Event Permit",        "Culvert Repair Request",
    "Demande d'aide au loyer",     "Farm Workers' Housing / 農場宿舍",
    "Public Consultation Sign-up", "Equipment Grant 2025"};

constexpr Words<3> kMinistries = {"WLRS", "CITZ", "TT"};

// Every kind of question once, then a few more, half of them in a panel with
// a panel inside.
Json make_schema(RandomSource& random) {
  Json components = Json::array();
  Json inner = make_component(ComponentKind::kPanel, "more", random);
  int number = 0;
  auto add_question = [&](ComponentKind kind) {
    const std::string key = fmt::format("question{}", ++number);
    Json question = make_component(kind, key, random);
    Json& home = number % 2 == 0 ? inner["components"] : components;
    home.push_back(std::move(question));
  };

  for (ComponentKind kind : kQuestionKinds) add_question(kind);
  for (std::uint64_t more = random.below(4); more > 0; --more) {
    add_question(pick(kQuestionKinds, random));
  }

  Json outer = make_component(ComponentKind::kPanel, "details", random);
  outer["components"].push_back(std::move(inner));
  components.push_back(std::move(outer));
  Json notes =
      make_component(ComponentKind::kTextArea, "additionalInformation", random);
  notes["label"] = "Additional information";
  components.push_back(std::move(notes));
  components.push_back(make_submit_button());
  return in_jsonb_order({{"type", "form"},
                         {"display", "form"},
                         {"components", std::move(components)}});
}

Json identity_provider(std::string_view code, std::string_view display,
                       Instant created_at) {
  const std::string stamp = to_iso8601(created_at);
  return {{"code", code},
          {"display", display},
          {"active", true},
          {"idp", code},
          {"createdBy", "migration-002"},
          {"createdAt", stamp},
          {"updatedBy", nullptr},
          {"updatedAt", stamp},
          {"primary", code == "idir"},
          {"login", true},
          {"permissions",
           Json::array({"views_form_view", "views_user_submissions"})},
          {"roles", Json::array({"form_submitter"})},
          {"tokenmap",
           in_jsonb_order({{"idp", "identity_provider"},
                           {"email", "email"},
                           {"fullName", "name"},
                           {"username", fmt::format("{}_username", code)},
                           {"idpUserId", fmt::format("{}_user_guid", code)}})},
          {"extra", Json::object()}};
}

// Columns in the order of CHEFS' migrations @c29a053.
struct FormIdentity {
  std::string id;
  std::string title;
  Instant created_at;
};

Json make_form_row(const FormIdentity& form, RandomSource& random) {
  const std::string stamp = to_iso8601(form.created_at);
  return {{"id", form.id},
          {"name", form.title},
          {"description", pick(pick_samples(random).sentences, random)},
          {"active", true},
          {"labels", Json::array()},
          {"createdBy", pick_designer_name(random)},
          {"createdAt", stamp},
          {"updatedBy", nullptr},
          {"updatedAt", stamp},
          {"showSubmissionConfirmation", true},
          {"submissionReceivedEmails", Json::array()},
          {"enableStatusUpdates", random.below(2) == 0},
          {"enableSubmitterDraft", true},
          {"schedule", {{"enabled", nullptr}}},
          {"reminder_enabled", false},
          {"enableCopyExistingSubmission", random.below(2) == 0},
          {"allowSubmitterToUploadFile", false},
          {"subscribe", {{"enabled", nullptr}}},
          {"deploymentLevel", "test"},
          {"ministry", pick(kMinistries, random)},
          {"apiIntegration", true},
          {"useCase", "application"},
          {"sendSubmissionReceivedEmail", false},
          {"wideFormLayout", random.below(2) == 0},
          {"enableDocumentTemplates", false}};
}

Json make_identity_providers(Instant created_at) {
  return Json::array(
      {identity_provider("bceidbasic", "Basic BCeID", created_at),
       identity_provider("idir", "IDIR", created_at)});
}

Json make_version_row(const std::string& form_id, const std::string& version_id,
                      int number, Instant created_at, RandomSource& random) {
  const std::string stamp = to_iso8601(created_at);
  return {{"id", version_id},
          {"formId", form_id},
          {"version", number},
          {"schema", make_schema(random)},
          {"createdBy", pick_designer_name(random)},
          {"createdAt", stamp},
          {"updatedBy", nullptr},
          {"updatedAt", stamp},
          {"published", true}};
}

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
