#include "consumer-kit/reference/http_get.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stop_token>
#include <string>
#include <thread>
#include <variant>

#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::consumer {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using tests::FakeServer;
using tests::Socket;
using namespace std::chrono_literals;

HttpRequest request_to(const std::string& url) {
  return {.url = std::get<base::Url>(base::parse_url(url)),
          .user = "user",
          .password = contract::Secret("hunter2"),
          .timeout = 5s};
}

std::string failure_of(const HttpRequest& request, std::stop_token stop = {}) {
  const auto answer = http_get(request, std::move(stop));
  const auto* failure = std::get_if<HttpFailure>(&answer);
  return failure == nullptr ? "no failure" : failure->text;
}

FakeServer::Script answering(const std::string& answer) {
  return [answer](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write(answer);
    socket.shut();
  };
}

TEST(HttpGet, GivesStatusReasonAndBody) {
  FakeServer server(
      answering("HTTP/1.1 503 Not\xc2\x9bNow\r\nRetry-After: "
                "7\r\nContent-Length: 4\r\n\r\n"
                "soon"));

  const auto answer = http_get(request_to(server.url("http")), {});

  ASSERT_TRUE(std::holds_alternative<HttpResponse>(answer));
  const auto& response = std::get<HttpResponse>(answer);
  EXPECT_EQ(response.status, 503u);
  EXPECT_EQ(response.reason, "Not??Now");
  EXPECT_EQ(response.body, "soon");
  EXPECT_EQ(response.retry_after, 7s);
}

TEST(HttpGet, ReadsAChunkedBody) {
  FakeServer server(
      answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));

  const auto answer = http_get(request_to(server.url("http")), {});

  ASSERT_TRUE(std::holds_alternative<HttpResponse>(answer));
  EXPECT_EQ(std::get<HttpResponse>(answer).body, "abcde");
}

TEST(HttpGet, AuthenticatesAsRfc7617Has) {
  tests::EventLog<std::string> requests;
  FakeServer server([&requests](Socket& socket) {
    requests.add(socket.read_until("\r\n\r\n"));
    socket.write("HTTP/1.1 204 No Content\r\n\r\n");
  });
  auto request = request_to(server.url("http") + "/a?b=c");
  // The example of RFC 7617, section 2.
  request.user = "Aladdin";
  request.password = contract::Secret("open sesame");

  http_get(request, {});

  const auto sent = requests.wait_for([](const auto&) { return true; });
  ASSERT_TRUE(sent);
  EXPECT_THAT(*sent, HasSubstr("GET /a?b=c HTTP/1.1\r\n"));
  EXPECT_THAT(
      *sent,
      HasSubstr("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"));
}

TEST(HttpGet, SeesThatABodyIsCutOff) {
  FakeServer server(
      answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"));

  EXPECT_EQ(failure_of(request_to(server.url("http"))),
            "the answer was cut off");
}

TEST(HttpGet, RefusesABodyThatIsTooLarge) {
  FakeServer server(
      answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"));
  auto request = request_to(server.url("http"));
  request.max_body_bytes = 99;

  EXPECT_NE(failure_of(request), "no failure");
}

TEST(HttpGet, SeesThatAServerHangsUp) {
  FakeServer server(answering(""));

  EXPECT_EQ(failure_of(request_to(server.url("http"))),
            "the connection was closed without an answer");
}

TEST(HttpGet, SeesThatNobodyListens) {
  EXPECT_EQ(failure_of(request_to(tests::url_where_nobody_listens("http"))),
            "Connection refused");
}

TEST(HttpGet, SeesThatTheAnswerIsNotHttp) {
  FakeServer server(answering("INFO {}\r\n\r\n"));

  const auto failure = failure_of(request_to(server.url("http")));

  EXPECT_NE(failure, "no failure");
  EXPECT_THAT(failure, Not(HasSubstr("hunter2")));
}

TEST(HttpGet, GivesUpOnAServerThatDoesNotAnswer) {
  FakeServer server([](Socket& socket) { socket.read_to_end(); });
  auto request = request_to(server.url("http"));
  request.timeout = 200ms;

  EXPECT_EQ(failure_of(request), "it took too long");
}

TEST(HttpGet, EndsAtAStop) {
  std::stop_source stop;
  FakeServer server([&stop](Socket& socket) {
    socket.read_until("\r\n\r\n");
    stop.request_stop();
    socket.read_to_end();
  });

  EXPECT_EQ(failure_of(request_to(server.url("http")), stop.get_token()),
            "it was stopped");
}

}  // namespace
}  // namespace chefs::consumer
