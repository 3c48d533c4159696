#include "producer/api/recovery_answer.h"

#include <fmt/format.h>
#include <sodium.h>

#include <boost/beast/http/field.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/verb.hpp>

#include "contract/base64_text.h"
#include "contract/js_json.h"
#include "contract/js_json_parse.h"
#include "contract/json.h"

namespace chefs::producer {
namespace {

namespace http = boost::beast::http;
using contract::Json;

constexpr std::string_view kDownloads = "/app/api/v1/submissions/";
constexpr std::string_view kHandIns = "/chefs-mock/submissions/";

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

HttpResponse response(http::status status, std::string_view type,
                      std::string body) {
  HttpResponse made(status, 11);
  made.set(http::field::content_type, type);
  made.set(http::field::cache_control, "no-store");
  made.body() = std::move(body);
  made.prepare_payload();
  return made;
}

HttpResponse problem(http::status status, std::string_view detail) {
  const auto number = static_cast<unsigned>(status);
  return response(
      status, "application/problem+json",
      contract::stringify(
          Json{{"type", fmt::format("https://httpstatuses.com/{}", number)},
               {"title", view(http::obsolete_reason(status))},
               {"status", number},
               {"detail", detail}}));
}

HttpResponse unauthorized() {
  HttpResponse made =
      problem(http::status::unauthorized, "Invalid authorization credentials.");
  made.set(http::field::www_authenticate, "Basic realm=\"CHEFS\"");
  return made;
}

HttpResponse wrong_method(std::string_view allowed) {
  HttpResponse made = problem(http::status::method_not_allowed,
                              fmt::format("Only {} is served here.", allowed));
  made.set(http::field::allow, allowed);
  return made;
}

struct Credentials {
  std::string user;
  std::string password;
};

// RFC 7617; the user's name has no colon.
std::optional<Credentials> basic_credentials(const HttpRequest& request) {
  const std::string_view header = view(request[http::field::authorization]);
  if (!boost::beast::iequals(header.substr(0, 6), "basic ")) return {};
  const auto decoded = contract::text_from_base64(header.substr(6));
  if (!decoded) return std::nullopt;
  const std::size_t colon = decoded->find(':');
  if (colon == std::string::npos) return std::nullopt;
  return Credentials{decoded->substr(0, colon), decoded->substr(colon + 1)};
}

bool has_token(const HttpRequest& request, const contract::Secret& token) {
  const std::string_view header = view(request[http::field::authorization]);
  const std::string expected = fmt::format("Bearer {}", token.reveal());
  return !token.empty() && header.size() == expected.size() &&
         sodium_memcmp(header.data(), expected.data(), expected.size()) == 0;
}

// Empty if there is no such text.
std::string text_member(const Json& object, const char* key) {
  if (!object.is_object() || !object.contains(key)) return {};
  const Json& value = object.at(key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

// The last segment of the path, if it starts as given; a query is passed over.
std::optional<std::string> id_after(std::string_view start,
                                    const HttpRequest& request) {
  std::string_view path = view(request.target());
  path = path.substr(0, path.find('?'));
  if (!path.starts_with(start)) return std::nullopt;
  path.remove_prefix(start.size());
  if (path.empty() || path.find('/') != std::string_view::npos) return {};
  return std::string(path);
}

}  // namespace

std::optional<std::string> submission_asked_for(const HttpRequest& request) {
  if (request.method() != http::verb::get) return std::nullopt;
  return id_after(kDownloads, request);
}

std::string user_of(const HttpRequest& request) {
  const auto credentials = basic_credentials(request);
  return credentials ? credentials->user : std::string();
}

HttpResponse failed_download(int status) {
  if (status == static_cast<int>(http::status::unauthorized))
    return unauthorized();
  return problem(static_cast<http::status>(status), "Asked to fail.");
}

HttpResponse bad_request(std::string_view detail) {
  return problem(http::status::bad_request, detail);
}

RecoveryAnswers::RecoveryAnswers(RecoveryStore& store, ApiFailure failure,
                                 contract::Secret token)
    : store_(store), failure_(failure), token_(std::move(token)) {}

HttpResponse RecoveryAnswers::answer(const HttpRequest& request) {
  HttpResponse made = answer_with_body(request);
  // Its length is told, the body itself is not sent.
  if (request.method() == http::verb::head) made.body().clear();
  return made;
}

HttpResponse RecoveryAnswers::answer_with_body(const HttpRequest& request) {
  if (const auto id = id_after(kDownloads, request)) {
    if (request.method() != http::verb::get) return wrong_method("GET");
    return answer_download(request, *id);
  }
  if (const auto id = id_after(kHandIns, request)) {
    if (request.method() != http::verb::put) return wrong_method("PUT");
    return take_submission(request, *id);
  }
  return problem(http::status::not_found, "No such route.");
}

HttpResponse RecoveryAnswers::answer_download(
    const HttpRequest& request, const std::string& submission_id) {
  if (failure_.times > 0) {
    --failure_.times;
    return failed_download(failure_.status);
  }
  const auto credentials = basic_credentials(request);
  if (!credentials ||
      !store_.is_key_of(credentials->user, credentials->password)) {
    return unauthorized();
  }
  const auto form_id = store_.form_of(submission_id);
  if (!form_id) {
    return problem(http::status::not_found, "No such submission.");
  }
  // The key opens its own form only.
  if (*form_id != credentials->user) return unauthorized();
  return response(http::status::ok, "application/json; charset=utf-8",
                  store_.download(submission_id).value_or("{}"));
}

HttpResponse RecoveryAnswers::take_submission(
    const HttpRequest& request, const std::string& submission_id) {
  if (!has_token(request, token_)) return unauthorized();
  auto parsed = contract::parse_js_json(request.body());
  const Json body = std::holds_alternative<Json>(parsed)
                        ? std::get<Json>(std::move(parsed))
                        : Json();
  const std::string form_id = text_member(body, "formId");
  const std::string api_key = text_member(body, "apiKey");
  if (form_id.empty() || api_key.empty() || !body.contains("download")) {
    return bad_request("Expected formId, apiKey and download.");
  }
  store_.add_form(form_id, contract::Secret(api_key));
  store_.keep(
      submission_id,
      ForeignDownload{form_id, contract::stringify(body.at("download"))});
  return response(http::status::no_content, "application/json", {});
}

}  // namespace chefs::producer
