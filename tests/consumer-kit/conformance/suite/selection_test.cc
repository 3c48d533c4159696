#include "consumer-kit/conformance/suite/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "consumer-kit/conformance/suite/digest.h"

namespace chefs::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

CaseInfo info(std::string id, Level level, std::vector<std::string> flags) {
  CaseInfo made;
  made.id = std::move(id);
  made.level = level;
  made.flags = std::move(flags);
  made.definition = made.id;
  return made;
}

std::vector<CaseInfo> catalogue() {
  return {info("decrypt.tag.flipped-bit", Level::kMust, {"modified"}),
          info("decrypt.tag.short", Level::kShould, {"truncated"}),
          info("decrypt.key.unicode", Level::kMust, {"key-text"}),
          info("decrypt.text.not-utf8", Level::kMay, {"text"})};
}

std::string refusal(const Selection& selection) {
  try {
    select_cases(catalogue(), selection);
  } catch (const EmptySelection& error) {
    return error.what();
  }
  return "selected something";
}

TEST(Glob, StarsStandForAnyText) {
  EXPECT_TRUE(glob_matches("decrypt.tag.*", "decrypt.tag.flipped-bit"));
  EXPECT_TRUE(glob_matches("*bit*", "decrypt.tag.flipped-bit"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(glob_matches("decrypt.tag", "decrypt.tag.flipped-bit"));
  EXPECT_FALSE(glob_matches("a*b", "a-b-c"));
}

TEST(Glob, QuestionMarksStandForOneCharacter) {
  EXPECT_TRUE(glob_matches("a?c", "abc"));
  EXPECT_FALSE(glob_matches("a?c", "ac"));
}

TEST(Glob, ManyStarsAreNoTrap) {
  const std::string text(5'000, 'a');

  EXPECT_FALSE(glob_matches("*a*a*a*a*a*a*a*b", text));
}

TEST(SelectCases, TakesEveryCaseWithoutOptions) {
  EXPECT_THAT(select_cases(catalogue(), {}), ElementsAre(0, 1, 2, 3));
}

TEST(SelectCases, NarrowsByPattern) {
  EXPECT_THAT(select_cases(catalogue(), {.only = {"decrypt.tag.*", "*.unic*"}}),
              ElementsAre(0, 1, 2));
  EXPECT_THAT(select_cases(catalogue(), {.skip = {"decrypt.tag.*"}}),
              ElementsAre(2, 3));
}

TEST(SelectCases, NarrowsByFlagAndLevel) {
  EXPECT_THAT(select_cases(catalogue(), {.flags = {"truncated", "text"}}),
              ElementsAre(1, 3));
  EXPECT_THAT(select_cases(catalogue(), {.level = Level::kMust}),
              ElementsAre(0, 2));
  EXPECT_THAT(select_cases(catalogue(), {.level = Level::kShould}),
              ElementsAre(0, 1, 2));
}

TEST(SelectCases, RefusesWhatMatchesNothing) {
  EXPECT_THAT(refusal({.only = {"decrypt.tga.*"}}),
              HasSubstr("--only 'decrypt.tga.*' matches no case"));
  EXPECT_THAT(refusal({.skip = {"nothing"}}),
              HasSubstr("--skip 'nothing' matches no case"));
  EXPECT_THAT(refusal({.flags = {"modifid"}}),
              HasSubstr("--flag 'modifid' is on no case"));
  EXPECT_THAT(refusal({.only = {"decrypt.tag.short"}, .level = Level::kMust}),
              HasSubstr("--only decrypt.tag.short --level must together select "
                        "no case"));
}

TEST(CaseSetDigest, DoesNotDependOnTheOrder) {
  std::vector<CaseInfo> turned = catalogue();
  std::swap(turned[0], turned[3]);

  EXPECT_EQ(case_set_digest(turned), case_set_digest(catalogue()));
}

TEST(CaseSetDigest, ChangesWithADefinition) {
  std::vector<CaseInfo> changed = catalogue();
  changed[2].definition += " and more";

  EXPECT_NE(case_set_digest(changed), case_set_digest(catalogue()));
  EXPECT_THAT(case_set_digest(changed), SizeIs(64));
}

// FIPS 180-4's own example.
TEST(Sha256Hex, AgreesWithTheStandard) {
  EXPECT_EQ(sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace chefs::conformance
