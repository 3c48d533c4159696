#include "consumer-kit/conformance/consumer/case_api.h"

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/text.h"
#include "consumer-kit/conformance/consumer/facts/consumer_case.h"

namespace chefs::conformance {
namespace {

producer::ScriptedAnswer answer_of(const std::string& word) {
  producer::ScriptedAnswer answer;
  if (word == "slow") {
    answer.delivery = producer::AnswerDelivery::kSlow;
  } else if (word == "truncated") {
    answer.delivery = producer::AnswerDelivery::kTruncated;
  } else if (word == "stalled") {
    answer.delivery = producer::AnswerDelivery::kStalled;
  } else if (word == "never") {
    answer.delivery = producer::AnswerDelivery::kNever;
  } else if (word == "html") {
    answer.body = producer::AnswerBody::kHtml;
  } else if (word == "empty") {
    answer.body = producer::AnswerBody::kEmpty;
  } else if (word == "busy") {
    answer.status = 503;
    answer.lasts = kBusyApi;
  } else if (word == "away") {
    answer.status = 503;
    answer.lasts = kAwayApi;
  } else {
    if (!base::read_number(word, answer.status) || answer.status < 200 ||
        answer.status > 599)
      throw base::EnvironmentError(fmt::format(
          "a case wants the answer \"{}\" of the recovery API; expected a "
          "status, slow, truncated, stalled, never, html, empty, busy or away",
          word));
  }
  return answer;
}

producer::RecoveryApiOptions options_for(
    const std::vector<std::string>& answers, TimelineRecorder& recorder) {
  producer::RecoveryApiOptions options;
  for (const std::string& word : answers)
    options.script.push_back(answer_of(word));
  options.on_download = [&recorder](const producer::ApiDownload& download) {
    const bool is_whole =
        (download.delivery == producer::AnswerDelivery::kWhole ||
         download.delivery == producer::AnswerDelivery::kSlow) &&
        download.body == producer::AnswerBody::kOwn;
    recorder.add(
        {.kind = EventKind::kApiAsked,
         .count = is_whole ? static_cast<std::uint64_t>(download.status) : 0,
         .text = download.form_id + " " + download.submission_id});
  };
  return options;
}

}  // namespace

CaseApi::CaseApi(const std::vector<std::string>& answers,
                 TimelineRecorder& recorder)
    : api_(store_, options_for(answers, recorder)) {}

}  // namespace chefs::conformance
