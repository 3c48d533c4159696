#include "consumer-kit/reference/recovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "base/environment_error.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/sample_events.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::consumer {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::ThrowsMessage;
using tests::FakeServer;
using tests::kFormId;
using tests::kSubmissionId;
using tests::Socket;
using namespace std::chrono_literals;

const std::string kRow = std::string("{\"id\":\"") + kSubmissionId +
                         "\",\"n\":1.0,\"t\":\"\\u00e9\"}";
// As JSON.stringify spells that row.
const std::string kRowAsSealed =
    std::string("{\"id\":\"") + kSubmissionId + "\",\"n\":1,\"t\":\"é\"}";

std::string http(const std::string& status, const std::string& body,
                 const std::string& more_headers = "") {
  return "HTTP/1.1 " + status + "\r\n" + more_headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string found() {
  return http("200 OK",
              "{\"submission\":" + kRow + ",\"version\":{},\"form\":{}}");
}

// Gives the answers in turn, the last one for ever, and counts requests.
class FakeApi {
 public:
  explicit FakeApi(std::vector<std::string> answers)
      : answers_(std::move(answers)),
        server_([this](Socket& socket) { answer(socket); }) {}

  std::string url() const { return server_.url("http"); }
  std::size_t requests() const { return requests_; }

 private:
  void answer(Socket& socket) {
    socket.read_until("\r\n\r\n");
    const auto number = std::min(requests_++, answers_.size() - 1);
    socket.write(answers_[number]);
    socket.shut();
  }

  std::vector<std::string> answers_;
  std::atomic<std::size_t> requests_ = 0;
  FakeServer server_;
};

RecoveryOptions options_for(const std::string& url) {
  RecoveryOptions options;
  options.api_url = url;
  options.api_keys.set_for_form(kFormId, contract::Secret("hunter2"));
  options.wait = 1ms;
  return options;
}

Recovered download(const RecoveryOptions& options, std::stop_token stop = {}) {
  return Recovery(options).download(kFormId, kSubmissionId, std::move(stop));
}

RecoveryFault fault_of(const RecoveryOptions& options,
                       std::stop_token stop = {}) {
  const auto got = download(options, std::move(stop));
  const auto* fault = std::get_if<RecoveryFault>(&got);
  return fault ? *fault : RecoveryFault{RecoveryFaultKind::kStopped, "none"};
}

TEST(Recovery, GivesTheRowAsTheEventWouldHaveCarriedIt) {
  FakeApi api({found()});

  const auto got = download(options_for(api.url()));

  ASSERT_TRUE(std::holds_alternative<std::string>(got));
  EXPECT_EQ(std::get<std::string>(got), kRowAsSealed);
}

TEST(Recovery, AsksForTheSubmissionBelowTheUrlsPath) {
  tests::EventLog<std::string> requests;
  FakeServer server([&requests](Socket& socket) {
    requests.add(socket.read_until("\r\n\r\n"));
    socket.write(found());
  });

  download(options_for(server.url("http") + "/base/"));

  const auto request = requests.wait_for([](const auto&) { return true; });
  ASSERT_TRUE(request);
  EXPECT_THAT(*request, HasSubstr(std::string("GET /base/app/api/v1/"
                                              "submissions/") +
                                  kSubmissionId + " HTTP/1.1\r\n"));
}

TEST(Recovery, DoesNotLetAnIdLeaveItsPlaceInThePath) {
  tests::EventLog<std::string> requests;
  FakeServer server([&requests](Socket& socket) {
    requests.add(socket.read_until("\r\n\r\n"));
    socket.write(http("404 Not Found", ""));
  });

  Recovery(options_for(server.url("http")))
      .download(kFormId, "../x?y\r\nA: b", {});

  const auto request = requests.wait_for([](const auto&) { return true; });
  ASSERT_TRUE(request);
  EXPECT_THAT(*request,
              HasSubstr("/submissions/%2E%2E%2Fx%3Fy%0D%0AA%3A%20b HTTP/1.1"));
}

TEST(Recovery, TriesAgainWhileTheApiIsUnavailable) {
  FakeApi api({http("503 Service Unavailable", ""), http("502 Bad Gateway", ""),
               http("500 Internal Server Error", ""), found()});

  const auto got = download(options_for(api.url()));

  EXPECT_TRUE(std::holds_alternative<std::string>(got));
  EXPECT_EQ(api.requests(), 4u);
}

TEST(Recovery, TriesAgainAfterAnAnswerThatWasCutOff) {
  FakeApi api({found().substr(0, found().size() - 5), found()});

  const auto got = download(options_for(api.url()));

  EXPECT_TRUE(std::holds_alternative<std::string>(got));
  EXPECT_EQ(api.requests(), 2u);
}

TEST(Recovery, GivesUpWhenTheBudgetIsSpent) {
  FakeApi api({http("503 Service Unavailable", "")});
  auto options = options_for(api.url());
  options.wait = 20ms;
  options.budget = 200ms;

  const auto fault = fault_of(options);

  EXPECT_EQ(fault.kind, RecoveryFaultKind::kUnavailable);
  EXPECT_THAT(fault.text, HasSubstr("503 Service Unavailable"));
  EXPECT_GE(api.requests(), 2u);
}

TEST(Recovery, DoesNotWaitForARetryAfterBeyondItsBudget) {
  FakeApi api({http("503 Service Unavailable", "", "Retry-After: 3600\r\n")});

  const auto fault = fault_of(options_for(api.url()));

  EXPECT_EQ(fault.kind, RecoveryFaultKind::kUnavailable);
  EXPECT_EQ(api.requests(), 1u);
}

TEST(Recovery, WaitsAsLongAsRetryAfterSays) {
  FakeApi api(
      {http("503 Service Unavailable", "", "Retry-After: 1\r\n"), found()});
  const auto begin = std::chrono::steady_clock::now();

  const auto got = download(options_for(api.url()));

  EXPECT_TRUE(std::holds_alternative<std::string>(got));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 1s);
}

TEST(Recovery, DoesNotInsistWhenItIsRefusedOrThereIsNoSuchSubmission) {
  FakeApi refusing({http("401 Unauthorized", "")});
  FakeApi empty({http("404 Not Found", "")});

  const auto refused = fault_of(options_for(refusing.url()));
  const auto missing = fault_of(options_for(empty.url()));

  EXPECT_EQ(refused.kind, RecoveryFaultKind::kRefused);
  EXPECT_THAT(refused.text, HasSubstr("401"));
  EXPECT_EQ(missing.kind, RecoveryFaultKind::kNotFound);
  EXPECT_EQ(refusing.requests() + empty.requests(), 2u);
}

TEST(Recovery, FindsAnAnswerBadThatDoesNotHoldTheSubmission) {
  for (const auto* body :
       {"", "not JSON", "[]", "{}", "{\"submission\":7}", "{\"submission\":{}}",
        "{\"submission\":{\"id\":\"another\"}}"}) {
    FakeApi api({http("200 OK", body)});

    EXPECT_EQ(fault_of(options_for(api.url())).kind,
              RecoveryFaultKind::kBadAnswer)
        << body;
  }
}

TEST(Recovery, DoesNotFollowARedirect) {
  FakeApi api({http("302 Found", "", "Location: http://127.0.0.1:9/\r\n")});

  EXPECT_EQ(fault_of(options_for(api.url())).kind,
            RecoveryFaultKind::kBadAnswer);
}

TEST(Recovery, AsksNothingWithoutAKeyForTheForm) {
  FakeApi api({found()});
  auto options = options_for(api.url());
  options.api_keys = {};

  EXPECT_EQ(fault_of(options).kind, RecoveryFaultKind::kNoKey);
  EXPECT_EQ(api.requests(), 0u);
}

TEST(Recovery, NamesTheApiThatItCannotReachAndNotTheKey) {
  auto options = options_for(tests::url_where_nobody_listens("http"));
  options.budget = 1ms;

  const auto fault = fault_of(options);

  EXPECT_EQ(fault.kind, RecoveryFaultKind::kUnavailable);
  EXPECT_THAT(fault.text, HasSubstr(options.api_url));
  EXPECT_THAT(fault.text, Not(HasSubstr("hunter2")));
}

TEST(Recovery, EndsAtAStopWhileItWaits) {
  std::stop_source stop;
  FakeServer server([&stop](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write(http("503 Service Unavailable", "", "Retry-After: 5\r\n"));
    socket.shut();
    stop.request_stop();
  });

  EXPECT_EQ(fault_of(options_for(server.url("http")), stop.get_token()).kind,
            RecoveryFaultKind::kStopped);
}

TEST(Recovery, RefusesAUrlThatIsNotHttp) {
  for (const auto* url : {"", "chefs.example", "ftp://h", "http://"}) {
    EXPECT_THROW(Recovery(options_for(url)), base::EnvironmentError) << url;
  }
}

}  // namespace
}  // namespace chefs::consumer
