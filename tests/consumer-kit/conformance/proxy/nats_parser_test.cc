#include "consumer-kit/conformance/proxy/nats_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chefs::conformance {
namespace {

using ::testing::ElementsAre;

// What the parser found, in words; with what it kept of each payload.
std::vector<std::string> found_in(std::string_view bytes, std::size_t step,
                                  std::size_t keep = 100) {
  NatsParser parser;
  std::vector<std::string> out;
  while (!bytes.empty()) {
    const auto read = parser.next(bytes.substr(0, step));
    bytes.remove_prefix(read.used_bytes);
    const NatsOperation& op = parser.operation();
    if (read.found == NatsFound::kBroken) return {"broken"};
    if (read.found == NatsFound::kEnd) {
      out.push_back("end " + std::string(parser.payload()));
    }
    if (read.found != NatsFound::kLine) continue;
    parser.keep_payload(keep);
    out.push_back(std::to_string(static_cast<int>(op.verb)) + " " +
                  std::string(op.subject) + "|" + std::string(op.reply) + "|" +
                  std::string(op.queue) + "|" + std::to_string(op.sid) + "|" +
                  std::to_string(op.header_bytes) + "/" +
                  std::to_string(op.total_bytes));
  }
  return out;
}

std::string line(NatsVerb verb, const std::string& rest) {
  return std::to_string(static_cast<int>(verb)) + " " + rest;
}

TEST(NatsParser, ReadsEachOperationHoweverItIsCut) {
  const std::string bytes =
      "INFO {\"server_id\":\"A\"}\r\n"
      "CONNECT {\"verbose\":false}\r\n"
      "PING\r\nPONG\r\n+OK\r\n"
      "SUB a.> 1\r\nSUB b queue 2\r\nUNSUB 1\r\nUNSUB 2 5\r\n"
      "PUB a 5\r\nhello\r\n"
      "PUB a _INBOX.x 0\r\n\r\n"
      "HPUB a _INBOX.y 12 14\r\nNATS/1.0\r\n\r\nok\r\n"
      "MSG a.b 1 5\r\nhe\r\no\r\n"
      "MSG a.b 1 $JS.ACK.x 2\r\nhi\r\n"
      "HMSG _INBOX.z 9 16 16\r\nNATS/1.0 404\r\n\r\n\r\n"
      "-ERR 'Authorization Violation'\r\n";
  const auto whole = found_in(bytes, bytes.size());

  for (std::size_t step = 1; step < 40; ++step) {
    EXPECT_EQ(found_in(bytes, step), whole) << step;
  }

  EXPECT_THAT(
      whole, ElementsAre(line(NatsVerb::kInfo,
                              "||"
                              "|0|0/0"),
                         line(NatsVerb::kConnect,
                              "||"
                              "|0|0/0"),
                         line(NatsVerb::kPing,
                              "||"
                              "|0|0/0"),
                         line(NatsVerb::kPong,
                              "||"
                              "|0|0/0"),
                         line(NatsVerb::kOk,
                              "||"
                              "|0|0/0"),
                         line(NatsVerb::kSub,
                              "a.>||"
                              "|1|0/0"),
                         line(NatsVerb::kSub, "b||queue|2|0/0"),
                         line(NatsVerb::kUnsub,
                              "||"
                              "|1|0/0"),
                         line(NatsVerb::kUnsub,
                              "||"
                              "|2|0/0"),
                         line(NatsVerb::kPub,
                              "a||"
                              "|0|0/5"),
                         "end hello", line(NatsVerb::kPub, "a|_INBOX.x||0|0/0"),
                         "end ", line(NatsVerb::kPub, "a|_INBOX.y||0|12/14"),
                         "end NATS/1.0\r\n\r\nok",
                         line(NatsVerb::kMsg,
                              "a.b||"
                              "|1|0/5"),
                         "end he\r\no",
                         line(NatsVerb::kMsg, "a.b|$JS.ACK.x||1|0/2"), "end hi",
                         line(NatsVerb::kMsg,
                              "_INBOX.z||"
                              "|9|16/16"),
                         "end NATS/1.0 404\r\n\r\n",
                         line(NatsVerb::kErr,
                              "||"
                              "|0|0/0")));
}

TEST(NatsParser, TakesVerbsInAnyCaseAndBlanksInAnyNumber) {
  EXPECT_THAT(found_in("pub  a\t 2 \r\nhi\r\nPing\n", 100),
              ElementsAre(line(NatsVerb::kPub,
                               "a||"
                               "|0|0/2"),
                          "end hi",
                          line(NatsVerb::kPing,
                               "||"
                               "|0|0/0")));
}

TEST(NatsParser, KeepsOnlyAsMuchOfAPayloadAsWasAsked) {
  EXPECT_THAT(found_in("PUB a 5\r\nhello\r\n", 3, 2),
              ElementsAre(::testing::_, "end he"));
}

TEST(NatsParser, GivesTheRestOfALine) {
  NatsParser parser;

  parser.next("-ERR  'Slow Consumer' \r\n");
  EXPECT_EQ(parser.operation().rest, "'Slow Consumer'");
  parser.next("CONNECT{\"a\":1}\r\n");
  EXPECT_EQ(parser.operation().rest, "{\"a\":1}");
}

TEST(NatsParser, IsBrokenWhereItCannotFindTheEnd) {
  for (const char* bytes :
       {"PUB a many\r\n", "PUB a\r\n", "MSG a 1\r\n", "HMSG a 1 9 5\r\n",
        "SUB a\r\n", "PUB a 99999999999\r\n", "PUB a b c d e 5\r\n"}) {
    EXPECT_THAT(found_in(bytes, 100), ElementsAre("broken")) << bytes;
  }
  EXPECT_THAT(found_in(std::string(200'000, 'x'), 4'096),
              ElementsAre("broken"));
}

TEST(NatsParser, PassesOverWhatItDoesNotKnow) {
  EXPECT_THAT(found_in("\r\nWHAT is this\r\nPING\r\n", 100),
              ElementsAre(line(NatsVerb::kOther,
                               "||"
                               "|0|0/0"),
                          line(NatsVerb::kOther,
                               "||"
                               "|0|0/0"),
                          line(NatsVerb::kPing,
                               "||"
                               "|0|0/0")));
}

}  // namespace
}  // namespace chefs::conformance
