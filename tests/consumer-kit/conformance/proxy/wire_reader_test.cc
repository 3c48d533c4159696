#include "consumer-kit/conformance/proxy/wire_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

enum class By { kProgram, kServer };

// Both directions of one connection.
class Wire {
 public:
  std::vector<TimelineEvent> read(By by, std::string_view bytes) {
    NatsParser parser;
    std::vector<TimelineEvent> out;
    WireMeaning meaning = WireMeaning::kNothing;
    while (!bytes.empty()) {
      const auto step = parser.next(bytes);
      bytes.remove_prefix(step.used_bytes);
      if (step.found == NatsFound::kLine) {
        meaning = by == By::kProgram ? reader_.of_program(parser.operation())
                                     : reader_.of_server(parser.operation());
        parser.keep_payload(payload_wanted(meaning));
        if (parser.operation().has_payload()) continue;
      }
      auto entry = reader_.entry(meaning, parser.operation(), parser.payload());
      if (entry) out.push_back(*std::move(entry));
    }
    return out;
  }

  TimelineEvent one(By by, std::string_view bytes) {
    const auto events = read(by, bytes);
    EXPECT_EQ(events.size(), 1u) << bytes;
    return events.empty() ? TimelineEvent{} : events.front();
  }

 private:
  WireReader reader_;
};

TEST(WireReader, TellsALoginWithoutAnySecret) {
  const auto event = Wire().one(
      By::kProgram,
      "CONNECT {\"nkey\":\"UABC\",\"sig\":\"s3cr3t\",\"jwt\":\"\","
      "\"pass\":\"pa55\",\"user\":\"u5er\",\"auth_token\":\"t0ken\","
      "\"lang\":\"nats.ws\",\"version\":\"1.30.3\",\"name\":\"mine\"}\r\n");

  EXPECT_EQ(event.kind, EventKind::kLoggedIn);
  EXPECT_EQ(event.text,
            "{\"nkey\":\"UABC\",\"lang\":\"nats.ws\",\"version\":\"1.30.3\","
            "\"name\":\"mine\",\"has_sig\":true,\"has_jwt\":false,"
            "\"has_password\":true}");
}

TEST(WireReader, TellsADeliveryWithItsSequenceAndCount) {
  const auto event =
      Wire().one(By::kServer,
                 "MSG PUBLIC.forms.submission.created.f 7 "
                 "$JS.ACK.CHEFS.d.2.17.4.1700000000123456789.3 2\r\n{}\r\n");

  EXPECT_EQ(event.kind, EventKind::kDelivered);
  EXPECT_EQ(event.sequence, 17u);
  EXPECT_EQ(event.count, 2u);
  EXPECT_EQ(event.text, "PUBLIC.forms.submission.created.f");
}

TEST(WireReader, TellsADeliveryToAPlainSubscriptionWithoutASequence) {
  const auto event = Wire().one(
      By::kServer, "MSG PUBLIC.forms.submission.created.f 7 2\r\n{}\r\n");

  EXPECT_EQ(event.kind, EventKind::kDelivered);
  EXPECT_EQ(event.sequence, 0u);
}

TEST(WireReader, TellsTheKindsOfAcknowledgement) {
  const struct {
    const char* payload;
    AckKind kind;
  } kCases[] = {
      {"", AckKind::kAck},          {"+ACK", AckKind::kAck},
      {"-NAK", AckKind::kNak},      {"-NAK {\"delay\": 1000}", AckKind::kNak},
      {"+TERM", AckKind::kTerm},    {"+TERM why", AckKind::kTerm},
      {"+WPI", AckKind::kProgress}, {"+NXT", AckKind::kNext}};

  for (const auto& [payload, kind] : kCases) {
    const std::string text(payload);
    const auto event = Wire().one(
        By::kProgram, "PUB $JS.ACK.CHEFS.d.1.18.4.1700000000123456789.3 " +
                          std::to_string(text.size()) + "\r\n" + text + "\r\n");
    EXPECT_EQ(event.kind, EventKind::kAcked);
    EXPECT_EQ(event.sequence, 18u);
    EXPECT_EQ(event.count, static_cast<std::uint64_t>(kind)) << payload;
    EXPECT_EQ(event.text, text);
  }
}

TEST(WireReader, TellsARequestAndItsAnswerAndTheErrorInIt) {
  Wire wire;
  const auto asked = wire.one(
      By::kProgram, "PUB $JS.API.STREAM.INFO.CHEFS _INBOX.a.1 0\r\n\r\n");
  const auto answered =
      wire.one(By::kServer, "MSG _INBOX.a.1 1 11\r\n{\"type\":\"x\"}\r\n");
  wire.read(By::kProgram,
            "PUB $JS.API.CONSUMER.INFO.CHEFS.d _INBOX.a.2 0\r\n\r\n");
  const std::string error =
      "{\"error\":{\"code\":404,\"err_code\":10014,\"description\":\"no\"}}";
  const auto failed =
      wire.one(By::kServer, "MSG _INBOX.a.2 1 " + std::to_string(error.size()) +
                                "\r\n" + error + "\r\n");

  EXPECT_EQ(asked.kind, EventKind::kAsked);
  EXPECT_EQ(asked.text, "$JS.API.STREAM.INFO.CHEFS");
  EXPECT_EQ(answered.kind, EventKind::kAnswered);
  EXPECT_EQ(answered.count, 0u);
  EXPECT_EQ(failed.count, 10'014u);
  EXPECT_EQ(failed.text, error);
}

TEST(WireReader, TellsThatNobodyAnswersARequest) {
  Wire wire;
  wire.read(By::kProgram, "PUB $JS.API.INFO _INBOX.a.1 0\r\n\r\n");

  const auto event = wire.one(
      By::kServer, "HMSG _INBOX.a.1 1 16 16\r\nNATS/1.0 503\r\n\r\n\r\n");

  EXPECT_EQ(event.kind, EventKind::kAnswered);
  EXPECT_EQ(event.count, 503u);
}

TEST(WireReader, TellsAPullAndHowItEnded) {
  Wire wire;
  const auto asked = wire.one(
      By::kProgram,
      "PUB $JS.API.CONSUMER.MSG.NEXT.CHEFS.d _INBOX.p 11\r\n{\"batch\":5}\r\n");
  const auto heartbeat = wire.read(
      By::kServer,
      "HMSG _INBOX.p 1 31 31\r\nNATS/1.0 100 Idle Heartbeat\r\n\r\n\r\n");
  const auto ended = wire.one(
      By::kServer,
      "HMSG _INBOX.p 1 33 33\r\nNATS/1.0 408 Request Timeout x\r\n\r\n\r\n");

  EXPECT_EQ(asked.kind, EventKind::kAsked);
  EXPECT_EQ(asked.text, "$JS.API.CONSUMER.MSG.NEXT.CHEFS.d {\"batch\":5}");
  EXPECT_THAT(heartbeat, IsEmpty());
  EXPECT_EQ(ended.kind, EventKind::kPullEnded);
  EXPECT_EQ(ended.count, 408u);
  EXPECT_EQ(ended.text, "Request Timeout x");
}

TEST(WireReader, TellsSubscriptionsPingsErrorsAndOtherMessages) {
  Wire wire;
  const auto events = wire.read(By::kProgram,
                                "SUB PUBLIC.forms.> workers 3\r\nUNSUB 3\r\n"
                                "PING\r\nPUB SANDBOX.x 2\r\nhi\r\n");
  const auto error =
      wire.one(By::kServer, "-ERR 'Authorization Violation'\r\n");

  ASSERT_EQ(events.size(), 4u);
  EXPECT_EQ(events[0].kind, EventKind::kSubscribed);
  EXPECT_EQ(events[0].text, "PUBLIC.forms.> workers");
  EXPECT_EQ(events[0].count, 3u);
  EXPECT_EQ(events[1].kind, EventKind::kUnsubscribed);
  EXPECT_EQ(events[2].kind, EventKind::kPinged);
  EXPECT_EQ(events[3].kind, EventKind::kSent);
  EXPECT_EQ(events[3].text, "SANDBOX.x");
  EXPECT_EQ(error.kind, EventKind::kServerSaidError);
  EXPECT_EQ(error.text, "Authorization Violation");
}

TEST(WireReader, CutsLongRequests) {
  const std::string payload(10'000, 'x');

  const auto event = Wire().one(
      By::kProgram,
      "PUB $JS.API.STREAM.INFO.CHEFS _INBOX.a.1 10000\r\n" + payload + "\r\n");

  EXPECT_EQ(event.text.size(), 4'096u + 26u);
}

TEST(WireReader, NamesTheMomentsOfFaults) {
  EXPECT_THAT(moments_of(WireMeaning::kPull),
              ElementsAre(FaultMoment::kRequest, FaultMoment::kPull));
  EXPECT_THAT(moments_of(WireMeaning::kRequest),
              ElementsAre(FaultMoment::kRequest));
  EXPECT_THAT(moments_of(WireMeaning::kDelivery),
              ElementsAre(FaultMoment::kDelivery));
  EXPECT_THAT(moments_of(WireMeaning::kAcknowledgement),
              ElementsAre(FaultMoment::kAck));
  EXPECT_THAT(moments_of(WireMeaning::kAnswer), IsEmpty());
}

}  // namespace
}  // namespace chefs::conformance
