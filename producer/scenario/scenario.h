// A scenario as it stands in its JSON file: forms, and what happens to them
// step by step. Data only: scenario_reader.h reads it, scenario_plan.h plays
// it. The format is described in scenarios/scenario.schema.json.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "contract/json.h"
#include "contract/profile.h"
#include "producer/event/occurrence.h"
#include "producer/event/plan.h"
#include "producer/generator/form.h"

namespace chefs::producer {

struct ScenarioForm {
  std::string name;
  std::string title;
  std::string source;
  // Keys of one name are one key.
  std::string key_name = kSharedKeyName;
  StreamSettings streams;
  contract::Json metadata = contract::Json::object();
};

// What a step may say about the event that it causes.
struct EventOptions {
  // The run's, if it is not set.
  std::optional<contract::Profile> profile;
  SizeCheck size_check = SizeCheck::kApplied;
};

enum class PublishedVersion { kCurrent, kNew };

struct PublishForm {
  std::string form;
  PublishedVersion version = PublishedVersion::kCurrent;
  EventOptions options;
};

struct UnpublishForm {
  std::string form;
  EventOptions options;
};

// What is set replaces what was.
struct ChangeForm {
  std::string form;
  std::optional<std::string> source;
  std::optional<std::string> key_name;
  std::optional<StreamSettings> streams;
  std::optional<contract::Json> metadata;
};

// Whether meta.draft is there, and what it says.
enum class DraftWord { kFalse, kTrue, kUnsaid };

struct CreateSubmission {
  std::string form;
  // How later steps call it; empty if none does.
  std::string name;
  DraftWord draft = DraftWord::kFalse;
  std::optional<std::int64_t> message_bytes;
  EventOptions options;
};

struct ChangeSubmission {
  std::string submission;
  DraftWord draft = DraftWord::kFalse;
  std::optional<std::int64_t> message_bytes;
  EventOptions options;
};

struct DeleteSubmission {
  std::string submission;
  EventOptions options;
};

// Bytes as they are. `{name}` in the subject stands for that form's id.
struct SendRaw {
  std::string subject;
  std::string bytes;
};

struct ScenarioStep;

struct Repeat {
  std::int64_t times = 1;
  std::vector<ScenarioStep> steps;
};

struct ScenarioStep {
  std::variant<PublishForm, UnpublishForm, ChangeForm, CreateSubmission,
               ChangeSubmission, DeleteSubmission, SendRaw, Repeat>
      what;
};

struct Scenario {
  std::string title;
  std::string description;
  // The consumer's own, for SOURCE.
  std::string source;
  // In the file's order.
  std::vector<ScenarioForm> forms;
  std::vector<ScenarioStep> steps;
};

}  // namespace chefs::producer
