// The recovery API: what it answers, to whom, and that no bytes end it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <string>

#include "base/environment_error.h"
#include "contract/js_json.h"
#include "contract/json.h"
#include "producer/api/recovery_api.h"
#include "producer/api/recovery_client.h"
#include "producer/api/recovery_store.h"
#include "producer/generator/form_factory.h"
#include "producer/generator/rows.h"
#include "tests/support/run_program.h"
#include "tests/support/url_port.h"

namespace chefs::producer {
namespace {

using contract::Json;
using contract::Secret;
using testing::HasSubstr;
using testing::StartsWith;

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
};

// Sends the bytes, then reads until the server closes the connection.
std::string answer_to(const RecoveryApi& api, const std::string& bytes) {
  using boost::asio::ip::tcp;
  boost::asio::io_context io;
  tcp::socket socket(io);
  socket.connect(
      {boost::asio::ip::address_v4::loopback(), tests::port_in(api.url())});
  boost::system::error_code end;
  boost::asio::write(socket, boost::asio::buffer(bytes), end);
  socket.shutdown(tcp::socket::shutdown_send, end);
  std::string answer;
  boost::asio::read(socket, boost::asio::dynamic_buffer(answer), end);
  return answer;
}

Answer parsed(const std::string& text) {
  Answer answer;
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string::npos) return answer;
  answer.head = text.substr(0, end);
  answer.body = text.substr(end + 4);
  answer.status = std::stoi(text.substr(text.find(' ')));
  return answer;
}

class RecoveryTest : public testing::Test {
 protected:
  RecoveryTest()
      : clock_(kFixedEpoch, std::chrono::seconds(1)), factory_(42, clock_) {
    form_ = factory_.make_form({.name = "permit"});
    other_ = factory_.make_form({.name = "other"});
    store_.add_form(form_.id(), form_.api_key);
    store_.add_form(other_.id(), other_.api_key);
    submission_ = factory_.create_submission(form_);
    store_.keep(submission_);
  }

  // "Basic …", computed by an independent program.
  static std::string basic(const std::string& user, std::string_view password) {
    const tests::Finished run = tests::run_program(
        {.argv = {"base64", "-w0"}, .in = user + ":" + std::string(password)});
    return "Basic " + run.out;
  }

  Answer ask(RecoveryApi& api, const std::string& method,
             const std::string& target, const std::string& authorization,
             const std::string& body = {}) {
    std::string request =
        method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    if (!authorization.empty()) {
      request += "Authorization: " + authorization + "\r\n";
    }
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    return parsed(answer_to(api, request + body));
  }

  std::string path() const {
    return "/app/api/v1/submissions/" + submission_.id;
  }
  std::string own_key() const {
    return basic(form_.id(), form_.api_key.reveal());
  }

  SteppingClock clock_;
  FormFactory factory_;
  RecoveryStore store_;
  Form form_;
  Form other_;
  Submission submission_;
};

TEST_F(RecoveryTest, AnswersTheRowThatWasPublishedWithVersionAndForm) {
  RecoveryApi api(store_, {});

  const Answer answer = ask(api, "GET", path(), own_key());

  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.head, HasSubstr("Content-Type: application/json"));
  const Json body = Json::parse(answer.body);
  EXPECT_EQ(contract::stringify(body["submission"]),
            contract::stringify(submission_row(submission_)));
  EXPECT_EQ(body["version"]["id"], form_.version->id);
  EXPECT_EQ(body["form"]["id"], form_.id());
}

TEST_F(RecoveryTest, RefusesWrongCredentials) {
  RecoveryApi api(store_, {});
  const std::string wrong[] = {"", "Basic", "Basic !!!", "Bearer x",
                               basic(form_.id(), "not the key"),
                               basic("not the form", form_.api_key.reveal()),
                               // A key opens its own form only.
                               basic(other_.id(), other_.api_key.reveal()),
                               basic(form_.id() + form_.id(), "")};

  for (const std::string& authorization : wrong) {
    const Answer answer = ask(api, "GET", path(), authorization);
    EXPECT_EQ(answer.status, 401) << authorization;
    EXPECT_THAT(answer.head, HasSubstr("WWW-Authenticate: Basic"));
    EXPECT_EQ(Json::parse(answer.body)["status"], 401);
  }
}

TEST_F(RecoveryTest, DoesNotKnowWhatWasNeverPublished) {
  RecoveryApi api(store_, {});

  EXPECT_EQ(ask(api, "GET", "/app/api/v1/submissions/none", own_key()).status,
            404);
  EXPECT_EQ(ask(api, "GET", "/app/api/v1/submissions/", own_key()).status, 404);
  EXPECT_EQ(ask(api, "GET", path() + "/status", own_key()).status, 404);
  EXPECT_EQ(ask(api, "GET", "/", own_key()).status, 404);
}

TEST_F(RecoveryTest, TellsNothingOfSubmissionsToStrangers) {
  RecoveryApi api(store_, {});

  EXPECT_EQ(ask(api, "GET", "/app/api/v1/submissions/none", "").status, 401);
}

TEST_F(RecoveryTest, ServesOnlyGet) {
  RecoveryApi api(store_, {});

  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
    const Answer answer = ask(api, method, path(), own_key());
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_THAT(answer.head, HasSubstr("Allow: GET"));
  }
  const Answer head = ask(api, "HEAD", path(), own_key());
  EXPECT_EQ(head.status, 405);
  EXPECT_EQ(head.body, "");
}

TEST_F(RecoveryTest, FailsAsOftenAsItWasToldAndThenServes) {
  RecoveryApi api(store_, {.failure = {.status = 503, .times = 2}});

  EXPECT_EQ(ask(api, "GET", path(), own_key()).status, 503);
  EXPECT_EQ(ask(api, "GET", path(), own_key()).status, 503);
  EXPECT_EQ(ask(api, "GET", path(), own_key()).status, 200);
}

TEST_F(RecoveryTest, SurvivesBytesThatAreNoRequest) {
  RecoveryApi api(store_, {});
  const std::string garbage[] = {
      "",
      "\r\n\r\n",
      "GET",
      "GET / HTTP/9.9\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01",
      "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
      "GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
      "PUT /chefs-mock/submissions/x HTTP/1.1\r\nContent-Length: 5\r\n\r\nab",
      "GET / HTTP/1.1\r\n" + std::string(100'000, 'a') + ": b\r\n\r\n",
      std::string("GET /\0 HTTP/1.1\r\n\r\n", 19)};

  for (const std::string& bytes : garbage) answer_to(api, bytes);

  EXPECT_EQ(ask(api, "GET", path(), own_key()).status, 200);
  EXPECT_THAT(answer_to(api, "NONSENSE\r\n\r\n"), StartsWith("HTTP/1.1 400"));
}

TEST_F(RecoveryTest, KeepsAConnectionOpenForTheNextRequest) {
  RecoveryApi api(store_, {});
  const std::string request = "GET " + path() + " HTTP/1.1\r\nHost: x\r\n" +
                              "Authorization: " + own_key() + "\r\n";

  const std::string answers =
      answer_to(api, request + "\r\n" + request + "Connection: close\r\n\r\n");

  const std::size_t second = answers.find("HTTP/1.1 200", 1);
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 200"));
  EXPECT_NE(second, std::string::npos);
}

TEST_F(RecoveryTest, TakesWhatAnotherProcessHandsIn) {
  const Secret token("let me in");
  RecoveryApi api(store_, {.token = token});
  const Form foreign = factory_.make_form({.name = "foreign"});
  const Submission handed_in = factory_.create_submission(foreign);

  const std::string fault =
      hand_in({.url = api.url(), .token = token}, handed_in, foreign.api_key);
  const Answer answer =
      ask(api, "GET", "/app/api/v1/submissions/" + handed_in.id,
          basic(foreign.id(), foreign.api_key.reveal()));

  EXPECT_EQ(fault, "");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, contract::stringify(submission_download(handed_in)));
}

TEST_F(RecoveryTest, IsNotWaitedForWithoutEnd) {
  using boost::asio::ip::tcp;
  boost::asio::io_context io;
  const tcp::acceptor mute(io, {boost::asio::ip::address_v4::loopback(), 0});
  const std::string url =
      "http://127.0.0.1:" + std::to_string(mute.local_endpoint().port());

  const std::string fault = hand_in(
      {.url = url, .token = {}, .timeout = std::chrono::milliseconds(50)},
      submission_, form_.api_key);

  EXPECT_EQ(fault, "the recovery API did not answer in 50 ms");
}

TEST_F(RecoveryTest, TakesNothingFromStrangersOrThatMakesNoSense) {
  RecoveryApi open_to_nobody(store_, {});
  RecoveryApi api(store_, {.token = Secret("right")});
  const std::string path = "/chefs-mock/submissions/x";

  EXPECT_EQ(ask(open_to_nobody, "PUT", path, "Bearer ", "{}").status, 401);
  EXPECT_EQ(ask(api, "PUT", path, "Bearer wrong", "{}").status, 401);
  EXPECT_EQ(hand_in({.url = api.url(), .token = Secret("wrong")}, submission_,
                    form_.api_key),
            "the recovery API answered 401");
  for (const char* body : {"", "[]", "{}", R"({"formId":1,"apiKey":"a"})",
                           R"({"formId":"a","apiKey":"b"})"}) {
    EXPECT_EQ(ask(api, "PUT", path, "Bearer right", body).status, 400) << body;
  }
  EXPECT_EQ(ask(api, "GET", path, "Bearer right").status, 405);
}

TEST_F(RecoveryTest, AnswersTheLatestState) {
  RecoveryApi api(store_, {});
  factory_.change_submission(submission_);
  factory_.delete_submission(submission_);
  store_.keep(submission_);

  const Answer answer = ask(api, "GET", path(), own_key());

  EXPECT_EQ(Json::parse(answer.body)["submission"]["deleted"], true);
}

TEST_F(RecoveryTest, SaysThatAPortIsTaken) {
  RecoveryApi api(store_, {});
  const std::uint16_t port = tests::port_in(api.url());

  EXPECT_THROW(RecoveryApi(store_, {.port = port}), base::EnvironmentError);
}

TEST(RecoveryStore, LetsTheOldestGoForTheNewest) {
  RecoveryStore store({.submissions = 2, .text_bytes = 100});
  for (const char* id : {"a", "b", "c"}) store.keep(id, {"form", "{}"});

  EXPECT_FALSE(store.form_of("a"));
  EXPECT_TRUE(store.form_of("b"));
  EXPECT_TRUE(store.form_of("c"));
}

TEST(RecoveryStore, IsBoundedInBytes) {
  RecoveryStore store({.submissions = 100, .text_bytes = 100});
  store.keep("a", {"form", std::string(60, 'x')});
  store.keep("b", {"form", std::string(30, 'x')});
  // Takes the place of its former state.
  store.keep("b", {"form", std::string(40, 'x')});
  EXPECT_TRUE(store.form_of("a"));

  store.keep("c", {"form", std::string(1, 'x')});

  EXPECT_FALSE(store.form_of("a"));
  EXPECT_EQ(store.download("b"), std::string(40, 'x'));
}

TEST(ApiFailureText, IsReadOrRefusedWithAReason) {
  const auto failure = parse_api_failure("503:2");
  ASSERT_TRUE(std::holds_alternative<ApiFailure>(failure));
  EXPECT_EQ(std::get<ApiFailure>(failure).status, 503);
  EXPECT_EQ(std::get<ApiFailure>(failure).times, 2U);

  for (const char* text : {"", "503", "503:", ":2", "200:1", "600:1", "503:-1",
                           "503:2x", "abc:1"}) {
    const auto read = parse_api_failure(text);
    ASSERT_TRUE(std::holds_alternative<std::string>(read)) << text;
    EXPECT_THAT(std::get<std::string>(read),
                HasSubstr("expected STATUS:TIMES"));
  }
}

}  // namespace
}  // namespace chefs::producer
