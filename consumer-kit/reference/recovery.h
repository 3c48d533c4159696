// Downloads a submission whose event was too large to carry it, from the CHEFS
// API, as the published page asks of a consumer.
// Not for forms: the API gives submissions only.
// Source: docs/contract.md, "Size limit".
//
//   Recovery recovery({.api_url = "http://127.0.0.1:8080",
//                      .api_keys = keys});
//   auto got = recovery.download(form_id, submission_id, stop);
//   if (auto* row = std::get_if<std::string>(&got)) …
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <variant>

#include "base/url.h"
#include "consumer-kit/reference/key_ring.h"

namespace chefs::consumer {

struct RecoveryOptions {
  // http(s)://host:port, with the path that /app/api/v1 is to follow, if any.
  std::string api_url = {};
  // The forms' API keys.
  KeyRing api_keys = {};
  // Trusted for https; empty: the system's.
  std::filesystem::path ca_file = {};
  // For one attempt.
  std::chrono::milliseconds timeout{5'000};
  // While the API is unavailable (429, 5xx, or no answer at all) it
  // is asked again; no attempt begins after this time.
  std::chrono::milliseconds budget{15'000};
  // Before the second attempt; doubled from attempt to attempt, up to the
  // longest. The server's Retry-After, in seconds, takes its place; one that
  // is beyond the budget ends the attempts.
  std::chrono::milliseconds wait{250};
  std::chrono::milliseconds max_wait{5'000};
};

enum class RecoveryFaultKind {
  kNoKey,        // none is known for the form
  kRefused,      // the API does not take the key
  kNotFound,     // no such submission
  kUnavailable,  // every attempt failed, within the budget
  kBadAnswer,    // it answered, but not with that submission
  kStopped,      // it was told to stop
};

struct RecoveryFault {
  RecoveryFaultKind kind;
  // For people, without the key.
  std::string text;
};

// The row, spelled as the event would have carried it.
using Recovered = std::variant<std::string, RecoveryFault>;

class Recovery {
 public:
  // Throws EnvironmentError if the URL cannot be used.
  explicit Recovery(RecoveryOptions options);

  Recovered download(const std::string& form_id,
                     const std::string& submission_id,
                     std::stop_token stop) const;

 private:
  base::Url url_of(const std::string& submission_id) const;

  RecoveryOptions options_;
  base::Url base_;
};

}  // namespace chefs::consumer
