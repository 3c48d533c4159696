#include "producer/scenario/scenario_plan.h"

#include <utility>

#include "producer/event/size_target.h"

namespace chefs::producer {
namespace {

using contract::Secret;

std::optional<bool> word_of(DraftWord draft) {
  if (draft == DraftWord::kUnsaid) return std::nullopt;
  return draft == DraftWord::kTrue;
}

Occurrence with(Occurrence occurrence, const EventOptions& options) {
  if (options.profile) occurrence.profile = *options.profile;
  occurrence.size_check = options.size_check;
  return occurrence;
}

// The key that each form has after the last step.
void follow_key_changes(const std::vector<ScenarioStep>& steps,
                        std::map<std::string, std::string>& key_names) {
  for (const ScenarioStep& step : steps) {
    if (const auto* change = std::get_if<ChangeForm>(&step.what)) {
      if (change->key_name) key_names[change->form] = *change->key_name;
    } else if (const auto* repeat = std::get_if<Repeat>(&step.what)) {
      follow_key_changes(repeat->steps, key_names);
    }
  }
}

}  // namespace

ScenarioPlan::ScenarioPlan(Scenario scenario, ScenarioPlanOptions options)
    : scenario_(std::move(scenario)),
      options_(std::move(options)),
      factory_(options_.seed, *options_.clock),
      maker_(factory_, *options_.clock, options_.profile) {
  for (const ScenarioForm& form : scenario_.forms) {
    forms_[form.name] = factory_.make_form(
        {.name = form.name,
         .title = form.title,
         .settings = {.source = form.source,
                      .streams = form.streams,
                      .encryption_key = key_named(form.key_name),
                      .metadata = form.metadata}});
  }
  running_.push_back({.steps = &scenario_.steps});
}

Secret ScenarioPlan::key_named(const std::string& name) const {
  if (name == kSharedKeyName && !options_.shared_key.empty()) {
    return options_.shared_key;
  }
  return generated_key(options_.seed, name);
}

RunKeys ScenarioPlan::keys() const {
  std::map<std::string, std::string> key_names;
  for (const ScenarioForm& form : scenario_.forms) {
    key_names[form.name] = form.key_name;
  }
  follow_key_changes(scenario_.steps, key_names);

  RunKeys keys;
  keys.source = scenario_.source;
  keys.shared_key = key_named(kSharedKeyName);
  for (const ScenarioForm& declared : scenario_.forms) {
    if (declared.source != scenario_.source) continue;
    const Form& form = forms_.at(declared.name);
    keys.forms.push_back({.form_id = form.id(),
                          .form_name = form.name,
                          .encryption_key = key_named(key_names[form.name]),
                          .api_key = form.api_key});
  }
  return keys;
}

const ScenarioStep* ScenarioPlan::next_step() {
  while (!running_.empty()) {
    Running& innermost = running_.back();
    if (innermost.next < innermost.steps->size()) {
      return &(*innermost.steps)[innermost.next++];
    }
    innermost.next = 0;
    if (--innermost.times_left <= 0) running_.pop_back();
  }
  return nullptr;
}

std::optional<Planned> ScenarioPlan::next() {
  while (const ScenarioStep* step = next_step()) {
    if (auto planned = play(*step)) return planned;
  }
  return std::nullopt;
}

std::optional<Planned> ScenarioPlan::play(const ScenarioStep& step) {
  return std::visit([this](const auto& what) { return happen(what); },
                    step.what);
}

std::optional<Planned> ScenarioPlan::happen(const PublishForm& step) {
  Form& form = forms_.at(step.form);
  if (step.version == PublishedVersion::kNew) factory_.add_version(form);
  return with(maker_.form_published(form), step.options);
}

std::optional<Planned> ScenarioPlan::happen(const UnpublishForm& step) {
  return with(maker_.form_unpublished(forms_.at(step.form)), step.options);
}

std::optional<Planned> ScenarioPlan::happen(const ChangeForm& step) {
  Form& form = forms_.at(step.form);
  FormSettings settings = *form.settings;
  if (step.source) settings.source = *step.source;
  if (step.key_name) settings.encryption_key = key_named(*step.key_name);
  if (step.streams) settings.streams = *step.streams;
  if (step.metadata) settings.metadata = *step.metadata;
  factory_.change_settings(form, std::move(settings));
  return std::nullopt;
}

std::optional<Planned> ScenarioPlan::happen(const CreateSubmission& step) {
  Occurrence occurrence =
      with(maker_.submission_created(forms_.at(step.form), word_of(step.draft)),
           step.options);
  if (step.message_bytes) fit_message_bytes(occurrence, *step.message_bytes);
  if (!step.name.empty()) {
    submissions_[step.name] = {step.form, *occurrence.submission};
  }
  return occurrence;
}

std::optional<Planned> ScenarioPlan::happen(const ChangeSubmission& step) {
  NamedSubmission& named = submissions_.at(step.submission);
  named.submission.row_bytes.reset();
  Occurrence occurrence =
      with(maker_.submission_changed(forms_.at(named.form), named.submission,
                                     word_of(step.draft)),
           step.options);
  if (step.message_bytes) fit_message_bytes(occurrence, *step.message_bytes);
  named.submission = *occurrence.submission;
  return occurrence;
}

std::optional<Planned> ScenarioPlan::happen(const DeleteSubmission& step) {
  NamedSubmission& named = submissions_.at(step.submission);
  named.submission.row_bytes.reset();
  return with(
      maker_.submission_deleted(forms_.at(named.form), named.submission),
      step.options);
}

std::optional<Planned> ScenarioPlan::happen(const SendRaw& step) {
  OutgoingMessage message;
  message.kind = MessageKind::kRaw;
  message.bytes = step.bytes;
  std::size_t copied = 0;
  for (std::size_t at = 0;
       (at = step.subject.find('{', copied)) != std::string::npos;) {
    const std::size_t end = step.subject.find('}', at);
    message.subject += step.subject.substr(copied, at - copied);
    message.subject +=
        forms_.at(step.subject.substr(at + 1, end - at - 1)).id();
    copied = end + 1;
  }
  message.subject += step.subject.substr(copied);
  return message;
}

std::optional<Planned> ScenarioPlan::happen(const Repeat& step) {
  running_.push_back({.steps = &step.steps, .times_left = step.times});
  return std::nullopt;
}

}  // namespace chefs::producer
