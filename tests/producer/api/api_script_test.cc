// Answers of the recovery API that were written down beforehand.
#include "producer/api/api_script.h"

#include <gmock/gmock.h>

#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>

#include "producer/api/recovery_store.h"

namespace chefs::producer {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::HasSubstr;

class ApiScriptTest : public testing::Test {
 protected:
  HttpResponse answer(ApiScript& script, std::chrono::milliseconds at) {
    HttpRequest request(boost::beast::http::verb::get,
                        "/app/api/v1/submissions/of-nobody", 11);
    return script.respond(request, by_itself_, start_ + at).message;
  }
  int status(ApiScript& script, std::chrono::milliseconds at) {
    return static_cast<int>(answer(script, at).result_int());
  }

  RecoveryStore store_;
  RecoveryAnswers by_itself_{store_, {}, {}};
  const steady_clock::time_point start_ = steady_clock::now();
};

TEST_F(ApiScriptTest, GivesItsAnswersInTurnAndStaysAtTheLast) {
  ApiScript script({{.status = 500}, {.status = 429}, {.status = 404}}, {});

  EXPECT_EQ(status(script, 0ms), 500);
  EXPECT_EQ(status(script, 0ms), 429);
  EXPECT_EQ(status(script, 0ms), 404);
  EXPECT_EQ(status(script, 9'000ms), 404);
}

TEST_F(ApiScriptTest, GivesAnAnswerThatLastsHoweverOftenItIsAsked) {
  ApiScript script({{.status = 503, .lasts = 2s}, {.status = 404}}, {});

  EXPECT_EQ(status(script, 5'000ms), 503);
  EXPECT_EQ(status(script, 5'001ms), 503);
  EXPECT_EQ(status(script, 6'999ms), 503);
  EXPECT_EQ(status(script, 7'000ms), 404);
}

TEST_F(ApiScriptTest, TellsWhatStoodInAnAnswer) {
  std::vector<AnswerBody> told;
  ApiScript script(
      {{.body = AnswerBody::kHtml}, {.body = AnswerBody::kEmpty}},
      [&](const ApiDownload& download) { told.push_back(download.body); });

  const HttpResponse page = answer(script, 0ms);
  const HttpResponse nothing = answer(script, 0ms);

  EXPECT_EQ(page[boost::beast::http::field::content_type],
            "text/html; charset=utf-8");
  EXPECT_THAT(page.body(), HasSubstr("<!doctype html>"));
  EXPECT_EQ(nothing.body(), "{}");
  EXPECT_THAT(told, ElementsAre(AnswerBody::kHtml, AnswerBody::kEmpty));
}

}  // namespace
}  // namespace chefs::producer
