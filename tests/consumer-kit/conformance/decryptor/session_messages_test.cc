#include "consumer-kit/conformance/decryptor/session_messages.h"

#include <gtest/gtest.h>

#include "contract/json.h"

namespace chefs::conformance {
namespace {

TEST(SessionMessages, AreOneLineEach) {
  EXPECT_EQ(start_line(), "{\"start\":{\"protocol\":1}}\n");
  EXPECT_EQ(decrypt_line("7", "clé\n", "00ff"),
            "{\"decrypt\":{\"id\":\"7\",\"key\":\"clé\\n\",\"data\":\"00ff\"}}"
            "\n");
  EXPECT_EQ(decrypt_line("7", "k", contract::Json::object()),
            "{\"decrypt\":{\"id\":\"7\",\"key\":\"k\",\"data\":{}}}\n");
  EXPECT_EQ(probe_line("8"), "{\"probe\":{\"id\":\"8\"}}\n");
  EXPECT_EQ(stop_line(), "{\"stop\":{}}\n");
}

TEST(ParseReady, TakesAnEmptyReadyLine) {
  EXPECT_TRUE(
      std::holds_alternative<Implementation>(parse_ready(R"({"ready":{}})")));
}

TEST(ParseReady, ReadsNameVersionAndWhatIsUnsupported) {
  const auto ready = parse_ready(
      R"({"ready":{"name":"d","version":"2","unsupported":["decrypt.size.*"]}})");

  const auto& implementation = std::get<Implementation>(ready);
  EXPECT_EQ(implementation.name, "d");
  EXPECT_EQ(implementation.version, "2");
  EXPECT_EQ(implementation.unsupported,
            std::vector<std::string>{"decrypt.size.*"});
}

class BadReadyLine : public ::testing::TestWithParam<const char*> {};

TEST_P(BadReadyLine, IsAViolation) {
  EXPECT_TRUE(std::holds_alternative<Violation>(parse_ready(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(All, BadReadyLine,
                         ::testing::Values("", "ready", "[]", "{}",
                                           R"({"ready":true})",
                                           R"({"ready":{"unsupported":"all"}})",
                                           R"({"ready":{"unsupported":[1]}})",
                                           "{\"ready\":{}",
                                           "{\"ready\":{\"name\":\"\xff\"}}"));

TEST(ParseAnswer, PassesOverMembersThatItDoesNotKnow) {
  const auto answer = parse_answer(R"({"id":"1","plaintext":"x","tookMs":3})");

  EXPECT_EQ(std::get<SessionAnswer>(answer).plaintext, "x");
}

TEST(ParseAnswer, KeepsThePlaintextOfAnAnswerThatAlsoRejects) {
  const auto answer =
      parse_answer(R"({"id":"1","plaintext":"x","rejected":"no"})");

  EXPECT_EQ(std::get<SessionAnswer>(answer).kind, AnswerKind::kViolation);
  EXPECT_EQ(std::get<SessionAnswer>(answer).released, "x");
}

}  // namespace
}  // namespace chefs::conformance
