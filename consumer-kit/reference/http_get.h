// One HTTP GET with Basic authentication, over http or https.
// Not an HTTP client: no redirects (they would take the password elsewhere), no
// cookies, no connection that is kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "base/url.h"
#include "contract/secret.h"

namespace chefs::consumer {

struct HttpRequest {
  // Scheme http or https.
  base::Url url = {};
  std::string user = {};
  contract::Secret password = {};
  // Trusted for https; empty: the system's.
  std::filesystem::path ca_file = {};
  // For the whole of it.
  std::chrono::milliseconds timeout{10'000};
  std::size_t max_body_bytes = 64 * 1024 * 1024;
};

struct HttpResponse {
  unsigned status = 0;
  // As the server words it, without control characters.
  std::string reason;
  std::string body;
  // If it is given in seconds.
  std::optional<std::chrono::seconds> retry_after;
};

struct HttpFailure {
  // "Connection refused", "the answer was cut off": never the password.
  std::string text;
};

// A stop ends it with a failure.
std::variant<HttpResponse, HttpFailure> http_get(const HttpRequest& request,
                                                 std::stop_token stop);

}  // namespace chefs::consumer
