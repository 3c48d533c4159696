#include "producer/api/api_script.h"

#include <algorithm>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/status.hpp>

namespace chefs::producer {
namespace {

void fill(HttpResponse& message, AnswerBody body) {
  const bool is_html = body == AnswerBody::kHtml;
  message.result(boost::beast::http::status::ok);
  message.set(boost::beast::http::field::content_type,
              is_html ? "text/html; charset=utf-8" : "application/json");
  message.body() = is_html ? "<!doctype html><title>Sign in</title>" : "{}";
  message.prepare_payload();
}

}  // namespace

ScriptedAnswer ApiScript::next(std::chrono::steady_clock::time_point now) {
  if (answers_.empty()) return {};
  if (since_ && now - *since_ >= answers_[next_].lasts) {
    since_.reset();
    ++next_;
  }
  const ScriptedAnswer& answer = answers_[std::min(next_, answers_.size() - 1)];
  const bool is_last = next_ + 1 >= answers_.size();
  if (is_last || since_) return answer;
  if (answer.lasts > answer.lasts.zero()) {
    since_ = now;
  } else {
    ++next_;
  }
  return answer;
}

ApiScript::Response ApiScript::respond(
    const HttpRequest& request, RecoveryAnswers& by_itself,
    std::chrono::steady_clock::time_point now) {
  const auto submission_id = submission_asked_for(request);
  if (!submission_id) return {by_itself.answer(request)};
  const ScriptedAnswer scripted = next(now);
  Response response{scripted.status == 200 ? by_itself.answer(request)
                                           : failed_download(scripted.status),
                    scripted.delivery};
  if (scripted.body != AnswerBody::kOwn) fill(response.message, scripted.body);
  if (on_download_) {
    on_download_({.form_id = user_of(request),
                  .submission_id = *submission_id,
                  .status = static_cast<int>(response.message.result_int()),
                  .delivery = response.delivery,
                  .body = scripted.body});
  }
  return response;
}

}  // namespace chefs::producer
