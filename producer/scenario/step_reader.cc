#include "producer/scenario/step_reader.h"

#include <fmt/format.h>

#include <utility>

#include "contract/base64_text.h"

namespace chefs::producer {
namespace {

using contract::Json;

std::string listed(const std::set<std::string, std::less<>>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text.empty() ? "none" : text;
}

std::string declared_form(StrictObject& step, const DeclaredNames& names) {
  std::string form = step.text("form");
  if (!names.forms.contains(form)) {
    step.place().member("form").complain(fmt::format(
        "no form is called \"{}\"; declared: {}", form, listed(names.forms)));
  }
  return form;
}

std::string declared_submission(StrictObject& step,
                                const DeclaredNames& names) {
  std::string submission = step.text("submission");
  if (!names.submissions.contains(submission)) {
    step.place()
        .member("submission")
        .complain(fmt::format("no step before this one creates a submission "
                              "\"as\": \"{}\"; created so far: {}",
                              submission, listed(names.submissions)));
  }
  return submission;
}

EventOptions read_options(StrictObject& step) {
  EventOptions options;
  if (const auto word = step.optional_text("profile")) {
    options.profile = contract::parse_profile(*word);
    if (!options.profile) {
      step.place().member("profile").complain(fmt::format(
          "expected \"documented\" or \"deployed\", found \"{}\"", *word));
    }
  }
  if (step.flag_or("unchecked", false)) {
    options.size_check = SizeCheck::kSkipped;
  }
  return options;
}

DraftWord read_draft(StrictObject& step) {
  const Json* value = step.optional_value("draft");
  if (value == nullptr) return DraftWord::kFalse;
  if (value->is_null()) return DraftWord::kUnsaid;
  return step.flag_or("draft", false) ? DraftWord::kTrue : DraftWord::kFalse;
}

PublishForm read_publish(StrictObject& step, const DeclaredNames& names) {
  PublishForm read;
  read.form = declared_form(step, names);
  if (step.flag_or("new_version", false)) read.version = PublishedVersion::kNew;
  read.options = read_options(step);
  return read;
}

UnpublishForm read_unpublish(StrictObject& step, const DeclaredNames& names) {
  return {declared_form(step, names), read_options(step)};
}

ChangeForm read_change_form(StrictObject& step, const DeclaredNames& names) {
  ChangeForm read;
  read.form = declared_form(step, names);
  read.source = step.optional_text("source");
  read.key_name = step.optional_text("key");
  if (const Json* streams = step.optional_value("streams")) {
    read.streams = read_streams(*streams, step.place().member("streams"));
  }
  if (const Json* metadata = step.optional_value("metadata")) {
    read.metadata = read_metadata(*metadata, step.place().member("metadata"));
  }
  return read;
}

CreateSubmission read_create(StrictObject& step, DeclaredNames& names) {
  CreateSubmission read;
  read.form = declared_form(step, names);
  read.name = step.text_or("as", {});
  read.draft = read_draft(step);
  read.message_bytes = step.optional_count("message_bytes");
  read.options = read_options(step);
  if (!read.name.empty()) names.submissions.insert(read.name);
  return read;
}

ChangeSubmission read_change(StrictObject& step, const DeclaredNames& names) {
  ChangeSubmission read;
  read.submission = declared_submission(step, names);
  read.draft = read_draft(step);
  read.message_bytes = step.optional_count("message_bytes");
  read.options = read_options(step);
  return read;
}

DeleteSubmission read_delete(StrictObject& step, const DeclaredNames& names) {
  return {declared_submission(step, names), read_options(step)};
}

// Each `{name}` must be a declared form.
void check_placeholders(const std::string& subject, const JsonPlace& place,
                        const DeclaredNames& names) {
  std::size_t at = 0;
  while ((at = subject.find('{', at)) != std::string::npos) {
    const std::size_t end = subject.find('}', at);
    const std::string name =
        end == std::string::npos ? "" : subject.substr(at + 1, end - at - 1);
    if (!names.forms.contains(name)) {
      place.complain(
          fmt::format("expected {{name of a form}}, found \"{}\"; declared: {}",
                      subject.substr(at), listed(names.forms)));
    }
    at = end;
  }
}

SendRaw read_raw(StrictObject& step, const DeclaredNames& names) {
  SendRaw read;
  read.subject = step.text("subject");
  check_placeholders(read.subject, step.place().member("subject"), names);
  const Json* text = step.optional_value("text");
  const Json* encoded = step.optional_value("base64");
  if ((text == nullptr) == (encoded == nullptr)) {
    step.place().complain("expected either \"text\" or \"base64\"");
  }
  const Json& value = text != nullptr ? *text : *encoded;
  const JsonPlace place =
      step.place().member(text != nullptr ? "text" : "base64");
  if (!value.is_string()) {
    place.complain("expected a string, found " + describe_json(value));
  }
  if (text != nullptr) {
    read.bytes = value.get<std::string>();
    return read;
  }
  auto decoded =
      contract::text_from_base64(value.get_ref<const std::string&>());
  if (!decoded) place.complain("expected base64 text with its padding");
  read.bytes = std::move(*decoded);
  return read;
}

Repeat read_repeat(StrictObject& step, DeclaredNames& names) {
  Repeat read;
  read.times = step.count("times");
  read.steps =
      read_steps(step.array("steps"), step.place().member("steps"), names);
  return read;
}

ScenarioStep read_step(const Json& value, const JsonPlace& place,
                       DeclaredNames& names) {
  StrictObject step(value, place);
  const std::string word = step.text("do");
  auto finished = [&](auto read) {
    step.finish();
    return ScenarioStep{std::move(read)};
  };
  if (word == "publish-form") return finished(read_publish(step, names));
  if (word == "unpublish-form") return finished(read_unpublish(step, names));
  if (word == "change-form") return finished(read_change_form(step, names));
  if (word == "create-submission") return finished(read_create(step, names));
  if (word == "change-submission") return finished(read_change(step, names));
  if (word == "delete-submission") return finished(read_delete(step, names));
  if (word == "send-raw") return finished(read_raw(step, names));
  if (word == "repeat") return finished(read_repeat(step, names));
  place.member("do").complain(fmt::format(
      "unknown step \"{}\"; expected publish-form, unpublish-form, "
      "change-form, create-submission, change-submission, delete-submission, "
      "send-raw or repeat",
      word));
}

}  // namespace

std::vector<ScenarioStep> read_steps(const Json& steps, const JsonPlace& place,
                                     DeclaredNames& names) {
  if (steps.empty()) place.complain("expected at least one step, found none");
  std::vector<ScenarioStep> read;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    read.push_back(read_step(steps[i], place.element(i), names));
  }
  return read;
}

StreamSettings read_streams(const Json& value, const JsonPlace& place) {
  StrictObject object(value, place);
  StreamSettings streams;
  streams.is_enabled = object.flag_or("enabled", true);
  streams.is_private_on = object.flag_or("private", true);
  streams.is_public_on = object.flag_or("public", true);
  object.finish();
  return streams;
}

Json read_metadata(const Json& value, const JsonPlace& place) {
  if (!value.is_object()) {
    place.complain("expected an object, found " + describe_json(value));
  }
  return value;
}

}  // namespace chefs::producer
