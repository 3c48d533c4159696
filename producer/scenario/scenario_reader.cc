#include "producer/scenario/scenario_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/json_place.h"
#include "base/read_file.h"
#include "contract/base64_text.h"
#include "producer/scenario/scenario_error.h"

namespace chefs::producer {
namespace {

using base::JsonPlace;
using contract::Json;

constexpr const char* kDefaultSource = "chefs-local";

// The names that a step may refer to; submissions join as they are created.
struct DeclaredNames {
  std::set<std::string> forms;
  std::set<std::string> submissions;
};

[[noreturn]] void complain(const JsonPlace& place, const std::string& what) {
  throw ScenarioError(
      place.file().string(),
      place.pointer().empty() ? "(whole file)" : place.pointer(), what);
}

JsonPlace required_member(const JsonPlace& object, std::string_view key,
                          std::string_view what) {
  const auto member = object.find(key);
  if (!member)
    complain(object, fmt::format("\"{}\" ({}) is missing", key, what));
  return *member;
}

std::string read_text(const JsonPlace& place) {
  if (!place.value().is_string() || place.text().empty())
    place.fail("a string that is not empty");
  return place.text();
}

std::string read_text(const JsonPlace& object, std::string_view key) {
  return read_text(required_member(object, key, "a string"));
}

std::optional<std::string> optional_text(const JsonPlace& object,
                                         std::string_view key) {
  const auto member = object.find(key);
  return member ? std::optional(read_text(*member)) : std::nullopt;
}

std::int64_t read_count(const JsonPlace& place) {
  constexpr std::uint64_t kMost = 1'000'000'000;
  const Json& value = place.value();
  const std::uint64_t count =
      value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
  if (count < 1 || count > kMost)
    place.fail("a whole number from 1 to 1000000000");
  return static_cast<std::int64_t>(count);
}

// Last, so that a mistake in what is known is told first.
void require_known(const JsonPlace& object,
                   std::initializer_list<std::string_view> keys) {
  for (const auto& [key, member] : object.members())
    if (std::ranges::find(keys, key) == keys.end())
      complain(member, fmt::format("unknown field; known here: {}",
                                   fmt::join(keys, ", ")));
}

StreamSettings read_streams(const JsonPlace& place) {
  StreamSettings streams;
  streams.is_enabled = place.flag_or("enabled", true);
  streams.is_private_on = place.flag_or("private", true);
  streams.is_public_on = place.flag_or("public", true);
  require_known(place, {"enabled", "private", "public"});
  return streams;
}

Json read_metadata(const JsonPlace& place) {
  if (!place.value().is_object()) place.fail("an object");
  return place.value();
}

std::string listed_names(const std::set<std::string>& names) {
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

std::string declared_form(const JsonPlace& step, const DeclaredNames& names) {
  std::string form = read_text(step, "form");
  if (!names.forms.contains(form))
    complain(step.at("form"),
             fmt::format("no form is called \"{}\"; declared: {}", form,
                         listed_names(names.forms)));
  return form;
}

std::string declared_submission(const JsonPlace& step,
                                const DeclaredNames& names) {
  std::string submission = read_text(step, "submission");
  if (!names.submissions.contains(submission))
    complain(step.at("submission"),
             fmt::format("no step before this one creates a submission "
                         "\"as\": \"{}\"; created so far: {}",
                         submission, listed_names(names.submissions)));
  return submission;
}

EventOptions read_options(const JsonPlace& step) {
  EventOptions options;
  if (const auto word = optional_text(step, "profile")) {
    options.profile = contract::parse_profile(*word);
    if (!options.profile)
      complain(
          step.at("profile"),
          fmt::format("expected \"documented\" or \"deployed\", found \"{}\"",
                      *word));
  }
  if (step.flag_or("unchecked", false))
    options.size_check = SizeCheck::kSkipped;
  return options;
}

DraftWord read_draft(const JsonPlace& step) {
  const auto draft = step.find("draft");
  if (draft && draft->value().is_null()) return DraftWord::kUnsaid;
  return draft && draft->flag() ? DraftWord::kTrue : DraftWord::kFalse;
}

std::optional<std::int64_t> read_message_bytes(const JsonPlace& step) {
  const auto bytes = step.find("message_bytes");
  return bytes ? std::optional(read_count(*bytes)) : std::nullopt;
}

ScenarioStep read_publish(const JsonPlace& step, DeclaredNames& names) {
  PublishForm read;
  read.form = declared_form(step, names);
  if (step.flag_or("new_version", false)) read.version = PublishedVersion::kNew;
  read.options = read_options(step);
  require_known(step, {"do", "form", "new_version", "profile", "unchecked"});
  return {read};
}

ScenarioStep read_unpublish(const JsonPlace& step, DeclaredNames& names) {
  UnpublishForm read{declared_form(step, names), read_options(step)};
  require_known(step, {"do", "form", "profile", "unchecked"});
  return {read};
}

ScenarioStep read_change_form(const JsonPlace& step, DeclaredNames& names) {
  ChangeForm read;
  read.form = declared_form(step, names);
  read.source = optional_text(step, "source");
  read.key_name = optional_text(step, "key");
  if (const auto streams = step.find("streams"))
    read.streams = read_streams(*streams);
  if (const auto metadata = step.find("metadata"))
    read.metadata = read_metadata(*metadata);
  require_known(step, {"do", "form", "key", "metadata", "source", "streams"});
  return {read};
}

ScenarioStep read_create(const JsonPlace& step, DeclaredNames& names) {
  CreateSubmission read;
  read.form = declared_form(step, names);
  read.name = optional_text(step, "as").value_or("");
  read.draft = read_draft(step);
  read.message_bytes = read_message_bytes(step);
  read.options = read_options(step);
  if (!read.name.empty()) names.submissions.insert(read.name);
  require_known(step, {"as", "do", "draft", "form", "message_bytes", "profile",
                       "unchecked"});
  return {read};
}

ScenarioStep read_change(const JsonPlace& step, DeclaredNames& names) {
  ChangeSubmission read;
  read.submission = declared_submission(step, names);
  read.draft = read_draft(step);
  read.message_bytes = read_message_bytes(step);
  read.options = read_options(step);
  require_known(step, {"do", "draft", "message_bytes", "profile", "submission",
                       "unchecked"});
  return {read};
}

ScenarioStep read_delete(const JsonPlace& step, DeclaredNames& names) {
  DeleteSubmission read{declared_submission(step, names), read_options(step)};
  require_known(step, {"do", "profile", "submission", "unchecked"});
  return {read};
}

// Each `{name}` must be a declared form.
void check_placeholders(const JsonPlace& place, const DeclaredNames& names) {
  const std::string& subject = place.text();
  std::size_t at = 0;
  while ((at = subject.find('{', at)) != std::string::npos) {
    const std::size_t end = subject.find('}', at);
    const std::string name =
        end == std::string::npos ? "" : subject.substr(at + 1, end - at - 1);
    if (!names.forms.contains(name))
      complain(place,
               fmt::format("expected {{name of a form}}, found \"{}\"; "
                           "declared: {}",
                           subject.substr(at), listed_names(names.forms)));
    at = end;
  }
}

ScenarioStep read_raw(const JsonPlace& step, DeclaredNames& names) {
  SendRaw read;
  read.subject = read_text(step, "subject");
  check_placeholders(step.at("subject"), names);
  const auto text = step.find("text");
  const auto encoded = step.find("base64");
  if (text.has_value() == encoded.has_value())
    complain(step, "expected either \"text\" or \"base64\"");
  const JsonPlace& place = text ? *text : *encoded;
  if (!place.value().is_string()) place.fail("a string");
  auto bytes = text ? std::optional(place.text())
                    : contract::text_from_base64(place.text());
  if (!bytes) complain(place, "expected base64 text with its padding");
  read.bytes = *std::move(bytes);
  require_known(step, {"base64", "do", "subject", "text"});
  return {std::move(read)};
}

std::vector<ScenarioStep> read_steps(const JsonPlace& object,
                                     DeclaredNames& names);

ScenarioStep read_repeat(const JsonPlace& step, DeclaredNames& names) {
  Repeat read;
  read.times = read_count(required_member(step, "times", "a whole number"));
  read.steps = read_steps(step, names);
  require_known(step, {"do", "steps", "times"});
  return {std::move(read)};
}

struct StepReader {
  std::string_view word;
  ScenarioStep (*read)(const JsonPlace& step, DeclaredNames& names);
};

constexpr StepReader kStepReaders[] = {
    {"publish-form", read_publish},
    {"unpublish-form", read_unpublish},
    {"change-form", read_change_form},
    {"create-submission", read_create},
    {"change-submission", read_change},
    {"delete-submission", read_delete},
    {"send-raw", read_raw},
    {"repeat", read_repeat},
};

ScenarioStep read_step(const JsonPlace& place, DeclaredNames& names) {
  const std::string word = read_text(place, "do");
  for (const StepReader& reader : kStepReaders)
    if (reader.word == word) return reader.read(place, names);
  complain(place.at("do"),
           fmt::format("unknown step \"{}\"; expected publish-form, "
                       "unpublish-form, change-form, create-submission, "
                       "change-submission, delete-submission, send-raw or "
                       "repeat",
                       word));
}

std::vector<ScenarioStep> read_steps(const JsonPlace& object,
                                     DeclaredNames& names) {
  const JsonPlace list = required_member(object, "steps", "an array");
  std::vector<ScenarioStep> read;
  for (const JsonPlace& place : list.elements())
    read.push_back(read_step(place, names));
  if (read.empty()) complain(list, "expected at least one step, found none");
  return read;
}

// Keys of other sources are none of the consumer's business, so by default
// each source has its own.
std::string default_key_name(const std::string& form_source,
                             const std::string& own_source) {
  return form_source == own_source ? kSharedKeyName : form_source + "'s";
}

ScenarioForm read_form(const JsonPlace& place, const std::string& name,
                       const std::string& own_source) {
  ScenarioForm form;
  form.name = name;
  form.title = optional_text(place, "title").value_or("");
  form.source = optional_text(place, "source").value_or(own_source);
  form.key_name = optional_text(place, "key")
                      .value_or(default_key_name(form.source, own_source));
  if (const auto streams = place.find("streams"))
    form.streams = read_streams(*streams);
  if (const auto metadata = place.find("metadata"))
    form.metadata = read_metadata(*metadata);
  require_known(place, {"key", "metadata", "source", "streams", "title"});
  return form;
}

std::vector<ScenarioForm> read_forms(const JsonPlace& scenario,
                                     const std::string& own_source) {
  const JsonPlace forms = required_member(scenario, "forms", "an object");
  std::vector<ScenarioForm> read;
  for (const auto& [name, place] : forms.members()) {
    if (name.empty() || name.find_first_of("{}") != std::string::npos)
      complain(place, "expected a name that is not empty and has no brace");
    read.push_back(read_form(place, name, own_source));
  }
  if (read.empty()) complain(forms, "expected at least one form, found none");
  return read;
}

Scenario read_scenario(const JsonPlace& root) {
  optional_text(root, "$schema");
  Scenario scenario;
  scenario.title = read_text(root, "title");
  scenario.description = optional_text(root, "description").value_or("");
  scenario.source = optional_text(root, "source").value_or(kDefaultSource);
  scenario.forms = read_forms(root, scenario.source);
  DeclaredNames names;
  for (const ScenarioForm& form : scenario.forms) names.forms.insert(form.name);
  scenario.steps = read_steps(root, names);
  require_known(
      root, {"$schema", "description", "forms", "source", "steps", "title"});
  return scenario;
}

}  // namespace

Scenario read_scenario(std::string_view text, const std::string& file) {
  try {
    const base::JsonFile json = base::parse_json_file(file, text);
    return read_scenario(JsonPlace(json));
  } catch (const base::JsonError& error) {
    throw ScenarioError(file, error.place(), error.problem());
  }
}

Scenario read_scenario_file(const std::filesystem::path& file) {
  return read_scenario(base::read_file(file), file.string());
}

}  // namespace chefs::producer
