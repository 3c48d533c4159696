#include "consumer-kit/conformance/decryptor/diagnosis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

KnownMistake mistake(std::string name, std::vector<KnownMistake::Sign> signs) {
  return {std::move(name), "your decryptor errs", "Do not.", std::move(signs)};
}

struct Answer {
  const char* case_id;
  const char* check;
  const char* word;
  OutcomeKind outcome;
};

std::vector<CaseResult> run(const std::vector<Answer>& answers) {
  std::vector<CaseResult> cases;
  for (const Answer& answer : answers) {
    CaseResult result;
    result.info.id = answer.case_id;
    CheckResult check;
    check.name = answer.check;
    check.answer = answer.word;
    check.outcome = answer.outcome;
    result.checks = {check};
    cases.push_back(std::move(result));
  }
  return cases;
}

std::vector<KnownMistake> mistakes() {
  return {mistake("ignores-tag", {{"t.tag:bit", {"accept"}}}),
          mistake("hex-decodes-key",
                  {{"t.valid:a", {"reject"}}, {"t.hex:key", {"accept"}}}),
          mistake("trims", {{"t.space:a", {"trimmed", "empty"}}})};
}

TEST(Diagnose, NamesTheMistakeWhoseSignsAreAllThere) {
  const auto found = diagnose(
      mistakes(), run({{"t.valid", "a", "reject", OutcomeKind::kFail},
                       {"t.hex", "key", "accept", OutcomeKind::kFail},
                       {"t.tag", "bit", "reject", OutcomeKind::kPass}}));

  EXPECT_THAT(found, ElementsAre(Field(&Diagnosis::name, "hex-decodes-key")));
}

TEST(Diagnose, FindsNothingInARightDecryptor) {
  EXPECT_THAT(diagnose(mistakes(),
                       run({{"t.valid", "a", "accept", OutcomeKind::kPass},
                            {"t.hex", "key", "reject", OutcomeKind::kPass},
                            {"t.tag", "bit", "reject", OutcomeKind::kPass}})),
              IsEmpty());
}

TEST(Diagnose, ClaimsNothingOnSignsThatTheRunDidNotAsk) {
  EXPECT_THAT(diagnose(mistakes(),
                       run({{"t.valid", "a", "reject", OutcomeKind::kFail}})),
              IsEmpty());
}

TEST(Diagnose, TakesNoRightAnswerForASign) {
  EXPECT_THAT(diagnose({mistake("odd", {{"t.tag:bit", {"reject"}}})},
                       run({{"t.tag", "bit", "reject", OutcomeKind::kPass}})),
              IsEmpty());
}

TEST(Diagnose, PutsTheMistakeWithMoreSignsFirst) {
  const auto found = diagnose(
      mistakes(), run({{"t.valid", "a", "reject", OutcomeKind::kFail},
                       {"t.hex", "key", "accept", OutcomeKind::kFail},
                       {"t.space", "a", "empty", OutcomeKind::kFail}}));

  EXPECT_THAT(found, ElementsAre(Field(&Diagnosis::name, "hex-decodes-key"),
                                 Field(&Diagnosis::name, "trims")));
}

// Each spoils a sign of the other.
std::vector<KnownMistake> two_that_meet() {
  KnownMistake skips = mistake(
      "ignores-tag", {{"t.valid:a", {"accept"}}, {"t.tag:bit", {"accept"}}});
  skips.mistake = "ignores the tag";
  skips.kills = {"t.tag", "t.space"};
  KnownMistake trims = mistake("trims", {{"t.valid:a", {"accept"}},
                                         {"t.tag:bit", {"reject"}},
                                         {"t.text:a", {"trimmed"}}});
  trims.mistake = "trims the plaintext";
  trims.kills = {"t.text"};
  return {skips, trims, mistake("odd", {{"t.odd:a", {"accept"}}})};
}

TEST(Diagnose, NamesThePairWhereNoSingleMistakeFits) {
  const std::vector<Answer> answers = {
      {"t.valid", "a", "accept", OutcomeKind::kPass},
      {"t.tag", "bit", "other", OutcomeKind::kFail},
      {"t.space", "a", "accept", OutcomeKind::kFail},
      {"t.text", "a", "trimmed", OutcomeKind::kFail}};
  std::vector<KnownMistake> known = two_that_meet();
  known[0].signs[1].answers = {"other"};
  known[0].signs.push_back({"t.text:a", {"accept"}});

  const auto found = diagnose(known, run(answers));

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].name, "ignores-tag and trims");
  EXPECT_EQ(found[0].sentence,
            "your decryptor errs, and that it trims the plaintext");
  EXPECT_EQ(found[0].answers, 2u);
}

TEST(Diagnose, NamesNoPairThatLeavesMostFailuresUnexplained) {
  const std::vector<Answer> answers = {
      {"t.valid", "a", "accept", OutcomeKind::kPass},
      {"t.tag", "bit", "other", OutcomeKind::kFail},
      {"t.text", "a", "trimmed", OutcomeKind::kFail},
      {"t.else", "a", "accept", OutcomeKind::kFail}};
  std::vector<KnownMistake> known = two_that_meet();
  known[0].signs[1].answers = {"other"};
  known[0].signs.push_back({"t.text:a", {"accept"}});

  EXPECT_THAT(diagnose(known, run(answers)), IsEmpty());
}

TEST(ChecksAcceptedByMistake, AreThoseThatASignAccepts) {
  EXPECT_THAT(checks_accepted_by_mistake(mistakes()),
              ElementsAre("t.hex:key", "t.tag:bit"));
}

DecryptorCatalogue catalogue() {
  DecryptorCatalogue made;
  DecryptorCase asked;
  asked.info.id = "t.valid";
  asked.info.fix = "Use its text.";
  asked.checks.push_back({.name = "a", .key = "k", .input = {}});
  made.cases.push_back(asked);
  made.mutants.mutants.push_back({.name = "hex-decodes-key",
                                  .mistake = "hex-decodes the key",
                                  .killed_by = "t.valid"});
  return made;
}

std::vector<KnownMistake> loaded(const std::string& text) {
  const tests::TemporaryFolder folder;
  tests::write_file(folder / "diagnoses.json", text);
  return load_known_mistakes(folder / "diagnoses.json", catalogue());
}

std::string refusal(const std::string& text) {
  try {
    loaded(text);
  } catch (const base::EnvironmentError& error) {
    return error.what();
  }
  return "taken";
}

TEST(LoadKnownMistakes, TakesWordsAndFixFromTheCatalogue) {
  const auto mistakes = loaded(
      R"({"mistakes":[{"name":"hex-decodes-key","signs":{"t.valid:a":"reject"}}]})");

  ASSERT_EQ(mistakes.size(), 1u);
  EXPECT_EQ(mistakes[0].sentence, "your decryptor hex-decodes the key");
  EXPECT_EQ(mistakes[0].fix, "Use its text.");
}

TEST(LoadKnownMistakes, SaysWhereTheTableIsWrong) {
  EXPECT_THAT(
      refusal(R"({"mistakes":[{"name":"hex-decodes-key","signs":{}}]})"),
      HasSubstr("/mistakes/0/signs"));
  EXPECT_THAT(refusal(R"({"mistakes":[{"name":"hex-decodes-key"}]})"),
              HasSubstr("/mistakes/0"));
  EXPECT_THAT(
      refusal(
          R"({"mistakes":[{"name":"nobody","signs":{"t.valid:a":"reject"}}]})"),
      HasSubstr("the name of a mutant"));
  EXPECT_THAT(
      refusal(
          R"({"mistakes":[{"name":"hex-decodes-key","signs":{"t.valid:b":"reject"}}]})"),
      HasSubstr("a check of the catalogue"));
  EXPECT_THAT(
      refusal(
          R"({"mistakes":[{"name":"hex-decodes-key","signs":{"t.valid:a":[1]}}]})"),
      HasSubstr("/mistakes/0/signs/t.valid:a/0"));
}

}  // namespace
}  // namespace chefs::conformance
