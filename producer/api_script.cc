#include "producer/api_script.h"

#include <algorithm>

namespace chefs::producer {

ScriptedAnswer ApiScript::next() {
  if (answers_.empty()) return {};
  const std::size_t at = std::min(next_++, answers_.size() - 1);
  return answers_[at];
}

ApiScript::Response ApiScript::respond(const HttpRequest& request,
                                       RecoveryAnswers& by_itself) {
  const auto submission_id = submission_asked_for(request);
  if (!submission_id) return {by_itself.answer(request)};
  const ScriptedAnswer scripted = next();
  Response response{scripted.status == 200 ? by_itself.answer(request)
                                           : failed_download(scripted.status),
                    scripted.delivery};
  if (on_download_) {
    on_download_({.form_id = user_of(request),
                  .submission_id = *submission_id,
                  .status = static_cast<int>(response.message.result_int()),
                  .delivery = response.delivery});
  }
  return response;
}

}  // namespace chefs::producer
