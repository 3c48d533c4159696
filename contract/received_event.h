// What a consumer makes of the bytes of a message: an event of a known kind,
// or the reason why it is none. Never throws on any bytes.
// Not a decryptor: a sealed payload is handed on as it came.
// Source: docs/contract.md, "Envelope" and "Size limit".
//
//   ReceivedEvent e = read_event(bytes);
//   if (e.kind == EventKind::kSealed) open(e.sealed, key);
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract/json.h"

namespace chefs::contract {

enum class EventKind {
  kPublic,    // payload is an object without data
  kSealed,    // payload.data is a string
  kOversize,  // an error object stands in the envelope
  kInvalid,   // no CHEFS event; invalid_reason says why
};

// Unknown classes, types, attributes and keys are no reason to be invalid.
// Absent or ill-typed optional attributes are left unset; source is empty when
// it is absent, which no filter accepts.
struct ReceivedEvent {
  EventKind kind = EventKind::kInvalid;
  std::string invalid_reason;
  std::string source;
  std::string domain;
  std::string event_class;
  std::string type;
  std::string form_id;
  std::optional<std::string> form_version_id;
  std::optional<std::string> submission_id;
  std::optional<bool> draft;
  std::optional<std::string> timestamp;
  Json form_metadata;
  std::string sealed;
  std::string error_code;
  std::string error_message;
};

ReceivedEvent read_event(std::string_view bytes);

}  // namespace chefs::contract
