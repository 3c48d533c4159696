// Answers of the recovery API that somebody wrote down beforehand, for those
// who want to see what a consumer makes of them: refusals, a slow answer, one
// that breaks off, none at all. Pure. Part of recovery_api.h.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "producer/api/recovery_answer.h"

namespace chefs::producer {

enum class AnswerDelivery {
  kWhole,
  kSlow,       // nothing is sent for a while, then the whole
  kTruncated,  // half of the body, then the connection ends
  kStalled,    // half of the body, and the connection stays open
  kNever,      // nothing, and the connection stays open
};

// What stands in a 200.
enum class AnswerBody {
  kOwn,    // the submission
  kHtml,   // a page for people, as a proxy in front of an API shows one
  kEmpty,  // JSON without a submission
};

// What became of a download that was asked for.
struct ApiDownload {
  // The user of the request's Basic credentials; empty if there are none.
  std::string form_id;
  std::string submission_id;
  // That was answered.
  int status = 0;
  AnswerDelivery delivery = AnswerDelivery::kWhole;
  AnswerBody body = AnswerBody::kOwn;
};

struct ScriptedAnswer {
  // 200: what the API would answer by itself.
  int status = 200;
  AnswerDelivery delivery = AnswerDelivery::kWhole;
  AnswerBody body = AnswerBody::kOwn;
  // To all that is asked for so long after it was first given; 0: once.
  std::chrono::milliseconds lasts{0};
};

class ApiScript {
 public:
  // The answers to downloads in turn; the last one stays. With none the API
  // answers everything by itself.
  ApiScript(std::vector<ScriptedAnswer> answers,
            std::function<void(const ApiDownload&)> on_download)
      : answers_(std::move(answers)), on_download_(std::move(on_download)) {}

  struct Response {
    HttpResponse message;
    AnswerDelivery delivery = AnswerDelivery::kWhole;
  };
  Response respond(const HttpRequest& request, RecoveryAnswers& by_itself,
                   std::chrono::steady_clock::time_point now);

 private:
  ScriptedAnswer next(std::chrono::steady_clock::time_point now);

  const std::vector<ScriptedAnswer> answers_;
  const std::function<void(const ApiDownload&)> on_download_;
  std::size_t next_ = 0;
  // When an answer that lasts was first given.
  std::optional<std::chrono::steady_clock::time_point> since_;
};

}  // namespace chefs::producer
