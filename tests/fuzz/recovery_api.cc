// Requests to the recovery API, as bytes: parsed as it parses them and answered
// by what it answers with: a submission comes out for its form's key, and for
// nothing else.
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <optional>
#include <sstream>
#include <string>

#include "contract/secret.h"
#include "producer/api/api_script.h"
#include "producer/api/recovery_answer.h"
#include "producer/api/recovery_store.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace producer;
namespace http = boost::beast::http;

constexpr std::string_view kDownload = R"({"submission":{"id":"s1"}})";
constexpr const char* kApiKey = "the-api-key";
constexpr const char* kToken = "the-token";
// form-1:the-api-key
constexpr std::string_view kCredentials = "Zm9ybS0xOnRoZS1hcGkta2V5";

std::optional<HttpRequest> parse(std::string_view bytes) {
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  boost::system::error_code error;
  while (!parser.is_done() && !bytes.empty()) {
    bytes.remove_prefix(
        parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error));
    if (error) return std::nullopt;
  }
  if (!parser.is_done()) return std::nullopt;
  return parser.release();
}

void check(const HttpRequest& request, const HttpResponse& response) {
  std::ostringstream written;
  written << response;
  require(written.str().starts_with("HTTP/1.1 "), "an answer is HTTP");
  require(written.str().find(kApiKey) == std::string::npos,
          "no answer holds a key");
  const auto sent = request[http::field::authorization];
  if (response.body() == kDownload) {
    require(
        std::string_view(sent.data(), sent.size()).substr(6) == kCredentials,
        "a submission comes out for its form's key alone");
  }
  require(response.result_int() != 204 || sent.find(kToken) != sent.npos,
          "submissions come in with the token alone");
}

}  // namespace

void run(std::string_view bytes) {
  const auto request = parse(bytes);
  if (!request) return;
  RecoveryStore store;
  store.add_form("form-1", contract::Secret(kApiKey));
  store.keep("s1", ForeignDownload{"form-1", std::string(kDownload)});
  RecoveryAnswers answers(store, {}, contract::Secret(kToken));
  ApiScript script({}, [](const ApiDownload& download) {
    require(!download.submission_id.empty(), "a download has an id");
  });
  const HttpResponse response =
      script.respond(*request, answers, std::chrono::steady_clock::now())
          .message;
  check(*request, response);
}

}  // namespace chefs::fuzz
