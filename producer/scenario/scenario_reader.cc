#include "producer/scenario/scenario_reader.h"

#include <fmt/format.h>

#include "base/read_file.h"
#include "producer/scenario/json_document.h"
#include "producer/scenario/step_reader.h"
#include "producer/scenario/strict_object.h"

namespace chefs::producer {
namespace {

using contract::Json;

constexpr const char* kDefaultSource = "chefs-local";

// Keys of other sources are none of the consumer's business, so by default
// each source has its own.
std::string default_key_name(const std::string& form_source,
                             const std::string& own_source) {
  return form_source == own_source ? kSharedKeyName : form_source + "'s";
}

ScenarioForm read_form(const Json& value, const JsonPlace& place,
                       const std::string& name, const std::string& own_source) {
  StrictObject object(value, place);
  ScenarioForm form;
  form.name = name;
  form.title = object.text_or("title", {});
  form.source = object.text_or("source", own_source);
  form.key_name =
      object.text_or("key", default_key_name(form.source, own_source));
  if (const Json* streams = object.optional_value("streams")) {
    form.streams = read_streams(*streams, place.member("streams"));
  }
  if (const Json* metadata = object.optional_value("metadata")) {
    form.metadata = read_metadata(*metadata, place.member("metadata"));
  }
  object.finish();
  return form;
}

std::vector<ScenarioForm> read_forms(StrictObject& scenario,
                                     const std::string& own_source) {
  const Json& forms = scenario.object("forms");
  const JsonPlace place = scenario.place().member("forms");
  if (forms.empty()) place.complain("expected at least one form, found none");
  std::vector<ScenarioForm> read;
  for (const auto& [name, value] : forms.items()) {
    const JsonPlace form_place = place.member(name);
    if (name.empty() || name.find_first_of("{}") != std::string::npos) {
      form_place.complain("expected a name that is not empty and has no brace");
    }
    read.push_back(read_form(value, form_place, name, own_source));
  }
  return read;
}

}  // namespace

Scenario read_scenario(std::string_view text, const std::string& file) {
  const Json document = parse_document(text, file);
  StrictObject object(document, {.file = file, .pointer = ""});
  object.optional_text("$schema");
  Scenario scenario;
  scenario.title = object.text("title");
  scenario.description = object.text_or("description", {});
  scenario.source = object.text_or("source", kDefaultSource);
  scenario.forms = read_forms(object, scenario.source);
  DeclaredNames names;
  for (const ScenarioForm& form : scenario.forms) names.forms.insert(form.name);
  scenario.steps =
      read_steps(object.array("steps"), object.place().member("steps"), names);
  object.finish();
  return scenario;
}

Scenario read_scenario_file(const std::filesystem::path& file) {
  return read_scenario(base::read_file(file), file.string());
}

}  // namespace chefs::producer
