#include "consumer-kit/reference/recovery.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "base/environment_error.h"
#include "consumer-kit/reference/http_get.h"
#include "contract/js_json.h"
#include "contract/js_json_parse.h"

namespace chefs::consumer {
namespace {

using base::Url;
using contract::Json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

Url parse_base(const std::string& text) {
  auto read = base::parse_url(text);
  if (const auto* fault = std::get_if<base::UrlFault>(&read)) {
    throw base::EnvironmentError("cannot use the CHEFS API: " + fault->text);
  }
  Url url = std::get<Url>(std::move(read));
  if (url.scheme != "http" && url.scheme != "https") {
    throw base::EnvironmentError("cannot use the CHEFS API at " + text +
                                 ": it begins neither with http:// nor "
                                 "with https://");
  }
  while (url.path.ends_with('/')) url.path.pop_back();
  return url;
}

// An id comes out of an event, which may hold anything.
std::string percent_encoded(const std::string& text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (is_plain) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

// What one attempt came to: a result, or a reason to try again.
struct Unavailable {
  std::string text;
  std::optional<milliseconds> retry_after;
};
using Attempt = std::variant<Recovered, Unavailable>;

RecoveryFault bad_answer(std::string text) {
  return {RecoveryFaultKind::kBadAnswer, std::move(text)};
}

Recovered row_of(const std::string& body, const std::string& submission_id) {
  auto parsed = contract::parse_js_json(body);
  auto* answer = std::get_if<Json>(&parsed);
  if (answer == nullptr) {
    return bad_answer("the API's answer is not JSON: " +
                      std::get<contract::JsonFault>(parsed).text);
  }
  if (!answer->is_object() || !answer->contains("submission") ||
      !(*answer)["submission"].is_object()) {
    return bad_answer("the API's answer holds no submission");
  }
  const Json& row = (*answer)["submission"];
  const auto id = row.find("id");
  if (id == row.end() || *id != submission_id) {
    return bad_answer("the API answered with another submission");
  }
  return contract::stringify(row);
}

Attempt judge(const HttpResponse& response, const std::string& submission_id) {
  const std::string words = "the API answered " +
                            std::to_string(response.status) + " " +
                            response.reason;
  switch (response.status) {
    case 200:
      return row_of(response.body, submission_id);
    case 401:
    case 403:
      return RecoveryFault{RecoveryFaultKind::kRefused, words};
    case 404:
    case 410:
      return RecoveryFault{RecoveryFaultKind::kNotFound, words};
    case 429:
      return Unavailable{words, response.retry_after};
    default:
      // Whatever is wrong there, it says nothing of the submission.
      if (response.status >= 500) {
        return Unavailable{words, response.retry_after};
      }
      return bad_answer(words);
  }
}

Attempt attempt(const HttpRequest& request, const std::string& submission_id,
                std::stop_token stop) {
  const auto answer = http_get(request, std::move(stop));
  if (const auto* response = std::get_if<HttpResponse>(&answer)) {
    return judge(*response, submission_id);
  }
  return Unavailable{"cannot reach the API at " + request.url.scheme + "://" +
                         authority_of(request.url) + ": " +
                         std::get<HttpFailure>(answer).text,
                     std::nullopt};
}

RecoveryFault stopped() {
  return {RecoveryFaultKind::kStopped, "it was stopped"};
}

RecoveryFault unavailable(const Unavailable& last, int attempts) {
  return {RecoveryFaultKind::kUnavailable,
          last.text + " (attempt " + std::to_string(attempts) + ", the last)"};
}

milliseconds until(steady_clock::time_point deadline) {
  const auto left = deadline - steady_clock::now();
  return std::chrono::ceil<milliseconds>(std::max(left, left.zero()));
}

// False if it was stopped.
bool wait_for(milliseconds duration, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, duration, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace

Recovery::Recovery(RecoveryOptions options)
    : options_(std::move(options)), base_(parse_base(options_.api_url)) {}

Url Recovery::url_of(const std::string& submission_id) const {
  Url url = base_;
  url.path += "/app/api/v1/submissions/" + percent_encoded(submission_id);
  return url;
}

Recovered Recovery::download(const std::string& form_id,
                             const std::string& submission_id,
                             std::stop_token stop) const {
  const auto keys = options_.api_keys.candidates(form_id);
  if (keys.empty()) {
    return RecoveryFault{RecoveryFaultKind::kNoKey,
                         "there is no API key for the form " + form_id};
  }
  const HttpRequest request{.url = url_of(submission_id),
                            .user = form_id,
                            .password = *keys.front(),
                            .ca_file = options_.ca_file,
                            .timeout = options_.timeout};
  const auto deadline = steady_clock::now() + options_.budget;
  auto wait = options_.wait;
  for (int attempts = 1;; ++attempts) {
    Attempt made = attempt(request, submission_id, stop);
    if (stop.stop_requested()) return stopped();
    if (auto* result = std::get_if<Recovered>(&made)) return std::move(*result);
    const auto& failed = std::get<Unavailable>(made);
    const auto pause = failed.retry_after.value_or(wait);
    if (pause >= until(deadline)) return unavailable(failed, attempts);
    if (!wait_for(pause, stop)) return stopped();
    wait = std::min(2 * wait, options_.max_wait);
  }
}

}  // namespace chefs::consumer
