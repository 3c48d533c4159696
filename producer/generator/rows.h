// Table rows as the deployed producer's JSON.stringify gives them: columns in
// the database's order, jsonb columns in jsonb's own. Seal what stringify()
// makes of them. Not the envelope around them (contract/event.h).
// Source: CHEFS' migrations and models @c29a053; the samples on the published
// page "Custom Form Metadata" show the same order.
//
//   std::string plaintext = contract::stringify(submission_row(submission));
//
// Why: docs/decisions/0040.
#pragma once

#include <cstdint>

#include "contract/json_fwd.h"
#include "producer/generator/form.h"

namespace chefs::producer {

enum class VersionState { kPublished, kUnpublished };

// The plaintext of a schema event: the form with `identityProviders` and, of
// its `versions`, the one that the event is about.
contract::Json form_event_row(const FormVersion& version, VersionState state);

// The plaintext of a submission event. If `row_bytes` is set and smaller than
// smallest_submission_row_bytes(), std::invalid_argument.
contract::Json submission_row(const Submission& submission);

// The row's size with no answer given at all.
std::int64_t smallest_submission_row_bytes(const Submission& submission);

// What CHEFS' API answers for a submission: {"submission","version","form"}.
contract::Json submission_download(const Submission& submission);

// A form's name as a file name: CHEFS adds it to each form it sends.
std::string snake_name(std::string_view name);

}  // namespace chefs::producer
