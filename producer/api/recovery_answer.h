// What the recovery API answers to a request. Pure: no socket, so that every
// answer can be tested without one. Part of recovery_api.h.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "contract/secret.h"
#include "producer/api/recovery_store.h"

namespace chefs::producer {

using HttpRequest =
    boost::beast::http::request<boost::beast::http::string_body>;
using HttpResponse =
    boost::beast::http::response<boost::beast::http::string_body>;

// The first `times` downloads are answered with this status.
struct ApiFailure {
  int status = 503;
  std::uint32_t times = 0;
};

class RecoveryAnswers {
 public:
  RecoveryAnswers(RecoveryStore& store, ApiFailure failure,
                  contract::Secret token);

  HttpResponse answer(const HttpRequest& request);

 private:
  HttpResponse answer_with_body(const HttpRequest& request);
  HttpResponse answer_download(const HttpRequest& request,
                               const std::string& submission_id);
  HttpResponse take_submission(const HttpRequest& request,
                               const std::string& submission_id);

  RecoveryStore& store_;
  ApiFailure failure_;
  contract::Secret token_;
};

// The id in a request for a download; nothing if it is for something else.
std::optional<std::string> submission_asked_for(const HttpRequest& request);
// Of its Basic credentials; empty if there are none.
std::string user_of(const HttpRequest& request);

// The answer to a download that is to fail, and to something that is no HTTP.
HttpResponse failed_download(int status);
HttpResponse bad_request(std::string_view detail);

}  // namespace chefs::producer
