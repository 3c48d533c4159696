// What a consumer makes of the bytes of a message: an event of a known kind,
// or the reason why it is none. Never throws on any bytes.
// Not a decryptor: a sealed payload is handed on as it came.
// Source: docs/contract.md, "Envelope" and "Size limit".
//
//   ReceivedEvent e = read_event(bytes);
//   if (e.kind == EventKind::kSealed) open(e.sealed, key);
//
// Why: docs/decisions/0012.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "contract/json.h"

namespace chefs::contract {

enum class EventKind {
  kPublic,    // payload is an object without data
  kSealed,    // payload.data is a string
  kOversize,  // an error stands in the envelope, with MAX_MSG_SIZE as its code
              // or, should CHEFS come to send others, another
  kInvalid,   // no CHEFS event; invalid_reason says why
};

// A consumer keeps formMetadata of any shape up to this depth. What is nested
// deeper is left out: such a value could not be copied or compared safely.
inline constexpr std::size_t kMaxFormMetadataLevels = 500;

// Invalid are: bytes that are not JSON in UTF-8 (js_json_parse.h); a value,
// `meta` or `payload` that is no object; `domain`, `class`, `type` or `formId`
// that is no string; an `error` that is neither null nor an object with a
// string `code`; `payload.data` that is no string while there is no error.
//
// No reason to be invalid are: classes, types, attributes and keys that are not
// known; optional attributes that are absent or of another type, which are left
// unset; a source that is absent, which is left empty and no filter accepts;
// any payload beside an error.
//
// An invalid event has those fields set that could be read, so that its form or
// source can be told.
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
  // Null, or an object.
  Json form_metadata;
  std::string sealed;
  std::string error_code;
  std::string error_message;
};

ReceivedEvent read_event(std::string_view bytes);

}  // namespace chefs::contract
