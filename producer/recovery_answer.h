// What the recovery API answers to a request. Pure: no socket, so that every
// answer can be tested without one. Part of recovery_api.h.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "producer/recovery_api.h"

namespace chefs::producer {

using HttpRequest =
    boost::beast::http::request<boost::beast::http::string_body>;
using HttpResponse =
    boost::beast::http::response<boost::beast::http::string_body>;

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

// The answer to something that is no HTTP.
HttpResponse bad_request(std::string_view detail);

}  // namespace chefs::producer
