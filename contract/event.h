// A CHEFS event as its producer builds it, and its exact bytes on the wire.
// Not for reading what arrives, which may be anything: received_event.h.
// Source: the published page, "Event Metadata"; eventStreamService.js@c29a053.
//
//   EventMeta meta;
//   meta.source = "chefs-local";
//   meta.event_class = "submission";
//   meta.type = "created";
//   meta.form_id = form_id;
//   std::string bytes = render_public_event(meta);
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "contract/json.h"
#include "contract/subject.h"

namespace chefs::contract {

// The keys in wire order. What is not set is absent from the wire, never null.
struct EventMeta {
  std::string source;
  std::string domain = std::string(kDomain);
  std::string event_class;
  std::string type;
  std::string form_id;
  std::optional<std::string> form_version_id;
  // Submission events only.
  std::optional<std::string> submission_id;
  std::optional<bool> draft;
  // Deployed profile only: "2026-11-24T06:50:16.000Z".
  std::optional<std::string> timestamp;
  // A form's metadata object, which all its events share; absent from the wire
  // also if it is empty.
  std::shared_ptr<const Json> form_metadata;
};

// The subject that it is published to (subject.h).
std::string subject_of(const EventMeta& meta, Visibility visibility);

// {"meta":{…},"payload":{}}
std::string render_public_event(const EventMeta& meta);
// {"meta":{…},"payload":{"data":"<hex>"}}
std::string render_private_event(const EventMeta& meta,
                                 std::string_view sealed_hex);
// {"meta":{…},"payload":{"data":{}},"error":{"code":…,"message":…}}
std::string render_error_event(const EventMeta& meta, std::string_view code,
                               std::string_view message);

// The same, appended to a buffer that the caller reuses.
void append_subject(const EventMeta& meta, Visibility visibility,
                    std::string& out);
void append_public_event(const EventMeta& meta, std::string& out);
void append_private_event(const EventMeta& meta, std::string_view sealed_hex,
                          std::string& out);

}  // namespace chefs::contract
