#include "producer/generator/form_rows.h"

#include <fmt/format.h>

#include "contract/json.h"
#include "producer/generator/component_words.h"
#include "producer/generator/components.h"
#include "producer/generator/jsonb.h"
#include "producer/generator/people.h"

namespace chefs::producer {
namespace {

using contract::Json;
using contract::RandomSource;

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

}  // namespace

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

}  // namespace chefs::producer
