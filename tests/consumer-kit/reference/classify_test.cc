#include "consumer-kit/reference/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "contract/random_source.h"
#include "tests/consumer-kit/sample_events.h"

namespace chefs::consumer {
namespace {

using contract::Secret;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Optional;
using tests::kFormId;
using tests::kKey;
using tests::kPrivateSubject;
using tests::kPublicSubject;

Rules rules_with_key(const char* key = kKey) {
  Rules rules;
  rules.sources = {tests::kSource};
  rules.keys.set_for_all(Secret(key));
  return rules;
}

EventResult classify_private(const std::string& bytes, const Rules& rules) {
  return classify({kPrivateSubject, bytes}, rules);
}

TEST(Classify, ProcessesAPublicEvent) {
  const auto bytes = tests::public_event();

  const auto result = classify({kPublicSubject, bytes}, rules_with_key());

  EXPECT_EQ(result.outcome, Outcome::kProcessed);
  EXPECT_EQ(result.event.submission_id, tests::kSubmissionId);
  EXPECT_EQ(result.plaintext, std::nullopt);
}

TEST(Classify, DecryptsAPrivateEvent) {
  const auto result =
      classify_private(tests::private_event("{\"id\":1}"), rules_with_key());

  EXPECT_EQ(result.outcome, Outcome::kProcessed);
  EXPECT_THAT(result.plaintext, Optional(std::string("{\"id\":1}")));
  EXPECT_EQ(result.detail, "");
}

TEST(Classify, FallsBackToTheKeyForAllForms) {
  Rules rules = rules_with_key();
  rules.keys.set_for_form(kFormId, Secret("rotated since"));

  const auto result = classify_private(tests::private_event("old"), rules);

  EXPECT_EQ(result.outcome, Outcome::kProcessed);
  EXPECT_THAT(result.plaintext, Optional(std::string("old")));
}

TEST(Classify, CannotDecryptWithAnotherKey) {
  const auto result = classify_private(tests::private_event("secret"),
                                       rules_with_key("another key"));

  EXPECT_EQ(result.outcome, Outcome::kUndecryptable);
  EXPECT_THAT(result.detail, HasSubstr("tag does not verify"));
  EXPECT_EQ(result.plaintext, std::nullopt);
}

TEST(Classify, NamesTheFormThatItHasNoKeyFor) {
  Rules rules;
  rules.keys.set_for_form("another form", Secret(kKey));

  const auto result = classify_private(tests::private_event("secret"), rules);

  EXPECT_EQ(result.outcome, Outcome::kUndecryptable);
  EXPECT_THAT(result.detail, HasSubstr(kFormId));
}

TEST(Classify, TellsAnOversizeEventAndKeepsItsSubmission) {
  const auto result =
      classify_private(tests::oversize_event(), rules_with_key());

  EXPECT_EQ(result.outcome, Outcome::kOversize);
  EXPECT_EQ(result.event.submission_id, tests::kSubmissionId);
  EXPECT_THAT(result.detail, HasSubstr("MAX_MSG_SIZE"));
}

TEST(Classify, IgnoresAForeignSource) {
  const auto bytes = tests::public_event("pr-1444");

  const auto result = classify({kPublicSubject, bytes}, rules_with_key());

  EXPECT_EQ(result.outcome, Outcome::kIgnored);
  EXPECT_THAT(result.detail, HasSubstr("pr-1444"));
}

TEST(Classify, IgnoresAnEventWithoutASource) {
  const auto bytes = tests::public_event("");

  const auto result = classify({kPublicSubject, bytes}, rules_with_key());

  EXPECT_EQ(result.outcome, Outcome::kIgnored);
}

TEST(Classify, TakesEverySourceWhenNoneIsNamed) {
  const auto bytes = tests::public_event("pr-1444");

  const auto result = classify({kPublicSubject, bytes}, Rules());

  EXPECT_EQ(result.outcome, Outcome::kProcessed);
}

TEST(Classify, FindsAPrivateEventWithoutDataInvalid) {
  const auto result = classify_private(tests::public_event(), rules_with_key());

  EXPECT_EQ(result.outcome, Outcome::kInvalid);
  EXPECT_THAT(result.detail, HasSubstr("payload.data"));
}

TEST(Classify, FindsWhatIsNoEventInvalidWithAReason) {
  for (const auto* bytes : {"", "not JSON", "[]", "{}", "{\"meta\":{}}",
                            "\xff\xfe", "{\"meta\":{},\"payload\":7}"}) {
    const auto result = classify_private(bytes, rules_with_key());

    EXPECT_EQ(result.outcome, Outcome::kInvalid) << bytes;
    EXPECT_NE(result.detail, "") << bytes;
  }
}

TEST(Classify, CannotDecryptSealedTextThatIsMalformed) {
  const std::string whole = tests::private_event("secret");
  const auto begin = whole.find("\"data\":\"") + 8;
  const auto sealed = whole.substr(begin, whole.find('"', begin) - begin);
  const auto with_data = [&](const std::string& data) {
    return whole.substr(0, begin) + data + whole.substr(begin + sealed.size());
  };

  for (const auto& data :
       {std::string(), std::string("zz"), sealed.substr(0, 10),
        sealed.substr(1), sealed + "00"}) {
    const auto result = classify_private(with_data(data), rules_with_key());

    EXPECT_EQ(result.outcome, Outcome::kUndecryptable) << data;
    EXPECT_NE(result.detail, "") << data;
  }
}

// Random bytes, and events with random bytes changed: the judge is that nothing
// is thrown, and that no changed ciphertext is ever called processed.
TEST(Classify, SurvivesChangesAnywhereInAnEvent) {
  const Rules rules = rules_with_key();
  const std::string event = tests::private_event("{\"id\":1}");
  contract::SeededRandom random(20'261'124);
  std::vector<std::string> changed;
  for (int i = 0; i < 64; ++i) {
    std::string bytes = event;
    const auto at = random.below(bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
    changed.push_back(bytes.substr(0, random.below(bytes.size()) + 1));
    changed.push_back(bytes);
  }
  std::vector<MessageView> messages;
  for (const auto& bytes : changed)
    messages.push_back({kPrivateSubject, bytes});

  const auto results = classify_all(messages, rules);

  ASSERT_EQ(results.size(), changed.size());
  for (const auto& result : results) {
    EXPECT_THAT(result.plaintext,
                AnyOf(std::nullopt, Optional(std::string("{\"id\":1}"))));
  }
}

TEST(ClassifyAll, GivesEachMessageTheResultThatItHasAlone) {
  const Rules rules = rules_with_key();
  const std::vector<std::string> bytes = {
      tests::private_event("one"), "not JSON",
      tests::private_event("two", "another key"), tests::oversize_event(),
      tests::private_event("three")};
  std::vector<MessageView> messages;
  for (const auto& text : bytes) messages.push_back({kPrivateSubject, text});

  const auto results = classify_all(messages, rules);

  ASSERT_EQ(results.size(), bytes.size());
  EXPECT_THAT(results[0].plaintext, Optional(std::string("one")));
  EXPECT_EQ(results[1].outcome, Outcome::kInvalid);
  EXPECT_EQ(results[2].outcome, Outcome::kUndecryptable);
  EXPECT_EQ(results[3].outcome, Outcome::kOversize);
  EXPECT_THAT(results[4].plaintext, Optional(std::string("three")));
}

TEST(Outcome, HasTheWordsOfTheReportingFormat) {
  EXPECT_EQ(to_string(Outcome::kProcessed), "processed");
  EXPECT_EQ(to_string(Outcome::kIgnored), "ignored");
  EXPECT_EQ(to_string(Outcome::kOversize), "oversize");
  EXPECT_EQ(to_string(Outcome::kUndecryptable), "undecryptable");
  EXPECT_EQ(to_string(Outcome::kInvalid), "invalid");
  EXPECT_EQ(to_string(Outcome::kRecovered), "recovered");
}

}  // namespace
}  // namespace chefs::consumer
