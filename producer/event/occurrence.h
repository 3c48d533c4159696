// Something that happens at CHEFS and may be told on the stream: a form is
// published, a submission is created … Not yet an event: sealed_event.h turns
// it into messages. Source: docs/contract.md, "Envelope".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "contract/event.h"
#include "contract/profile.h"
#include "producer/generator/clock.h"
#include "producer/generator/form.h"
#include "producer/generator/rows.h"

namespace chefs::producer {

// Whether the producer measures a PRIVATE message before it sends it.
enum class SizeCheck { kApplied, kSkipped };

struct Occurrence {
  contract::EventType type = contract::EventType::kFormPublished;
  contract::Profile profile = contract::Profile::kDocumented;
  Instant at{};
  // As they were at the time.
  std::shared_ptr<const FormSettings> settings;
  std::shared_ptr<const FormVersion> version;
  // Submission occurrences only.
  std::optional<Submission> submission;
  // meta.draft; unset if CHEFS' caller did not say. Deletion says false
  // whatever stands here.
  std::optional<bool> draft;
  SizeCheck size_check = SizeCheck::kApplied;
};

// Of a form's occurrence.
VersionState version_state_of(contract::EventType type);
// What is sealed, before it is written as JSON.
contract::Json payload_row(const Occurrence& occurrence);

contract::EventMeta meta_of(const Occurrence& occurrence);
// The same, into one whose room is used again.
void set_meta(contract::EventMeta& meta, const Occurrence& occurrence);

}  // namespace chefs::producer
