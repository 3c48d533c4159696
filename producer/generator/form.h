// A form as CHEFS holds it: its rows, its owner's event-stream settings, its
// keys; and a submission made with it. Data only: form_factory.h makes them.
// Source: CHEFS' tables form, form_version, form_submission and
// form_event_stream_config @c29a053.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "contract/json.h"
#include "contract/secret.h"
#include "producer/generator/clock.h"

namespace chefs::producer {

// What the owner chose under "Event Stream" in the form's settings.
struct StreamSettings {
  bool is_enabled = true;
  bool is_private_on = true;
  bool is_public_on = true;

  bool operator==(const StreamSettings&) const = default;
};

// One version of a form, never changed once it is made, so that submissions
// and the recovery API can share it.
struct FormVersion {
  std::string form_id;
  std::string id;
  // The form table's row at the time, without what is fetched along with it.
  contract::Json form_row;
  contract::Json identity_providers;
  // The form_version table's row, schema included.
  contract::Json row;
};

// What the owner can change at any time; shared with the occurrences that it
// was in force for.
struct FormSettings {
  std::string source = {};
  StreamSettings streams = {};
  contract::Secret encryption_key = {};
  // Sent as meta.formMetadata unless it is empty.
  contract::Json metadata = contract::Json::object();
};

struct Form {
  // How a scenario calls it; not sent.
  std::string name;
  contract::Secret api_key;
  std::shared_ptr<const FormSettings> settings;
  std::shared_ptr<const FormVersion> version;

  const std::string& id() const { return version->form_id; }
};

// Small: its answers are made anew from the seed whenever they are needed.
struct Submission {
  std::shared_ptr<const FormVersion> version;
  std::string id;
  std::uint64_t seed = 0;
  std::uint64_t number = 0;
  // Counts the changes; each gives new answers.
  std::uint32_t revision = 0;
  bool is_draft = false;
  bool is_deleted = false;
  Instant created_at{};
  Instant updated_at{};
  // If set, answers are filled up or cut down so that the row as JSON takes
  // exactly this many bytes.
  std::optional<std::int64_t> row_bytes;
};

}  // namespace chefs::producer
