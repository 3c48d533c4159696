// NATS subjects of CHEFS events: built, parsed, matched with wildcards.
// Not the event's metadata (event.h), though both carry the same words.
// Shape: PUBLIC|PRIVATE.<domain>.<class>.<type>.<form id>; source: the
// published page, "Events".
//
//   using namespace chefs::contract;
//   Subject s{Visibility::kPrivate, "forms", "submission", "created", form_id};
//   to_string(s);        // "PRIVATE.forms.submission.created.<form id>"
//   subject_matches("PRIVATE.forms.submission.>", to_string(s));   // true
//   subject_matches("PRIVATE.forms.submissions.>", to_string(s));  // false
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract/profile.h"

namespace chefs::contract {

inline constexpr std::string_view kDomain = "forms";

// Class and type are words, not enums: a consumer must survive words that it
// has never met ("and more", says the published page).
struct Subject {
  Visibility visibility = Visibility::kPublic;
  std::string domain = std::string(kDomain);
  std::string event_class;
  std::string type;
  std::string form_id;

  bool operator==(const Subject&) const = default;
};

std::string to_string(const Subject& subject);

// Nothing if the text has not exactly five non-empty tokens, starts with
// another word than PUBLIC or PRIVATE, or holds a wildcard or white space.
std::optional<Subject> parse_subject(std::string_view text);

// NATS rules: `*` stands for one token, a trailing `>` for one or more.
bool subject_matches(std::string_view filter, std::string_view subject);

// A filter that a server accepts: non-empty tokens, no white space, `>` only
// as the last token, `*` only alone in its token.
bool is_valid_filter(std::string_view filter);

// What is likely wrong with a filter that can match no CHEFS event, e.g. the
// plural `submissions` of the published example. Nothing if it can match.
std::optional<std::string> why_filter_matches_nothing(std::string_view filter);

}  // namespace chefs::contract
