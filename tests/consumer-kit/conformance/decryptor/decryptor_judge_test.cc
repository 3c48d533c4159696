#include "consumer-kit/conformance/decryptor/decryptor_judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const std::string kText = "a text that nobody guesses";

DecryptorInput input() {
  return {.data = "00", .plaintext = kText, .touched = {}, .control = {}};
}

DecryptorCheck check(Expectation expectation) {
  DecryptorCheck made;
  made.name = "one";
  made.expectation = expectation;
  made.key = "a key of some length";
  return made;
}

DecryptorAnswer answer(AnswerKind kind, std::string text = "") {
  DecryptorAnswer made;
  made.kind = kind;
  if (kind == AnswerKind::kAccepted)
    made.plaintext = std::move(text);
  else
    made.reason = std::move(text);
  return made;
}

CheckResult judged(Expectation expectation, DecryptorAnswer given) {
  return judge(check(expectation), input(), std::move(given));
}

TEST(Judge, PassesTheExpectedPlaintext) {
  const CheckResult result =
      judged(Expectation::kAccept, answer(AnswerKind::kAccepted, kText));

  EXPECT_EQ(result.outcome, OutcomeKind::kPass);
  EXPECT_EQ(result.answer, "accept");
}

TEST(Judge, FailsAnotherPlaintextAndSaysWhatBecameOfIt) {
  const CheckResult result =
      judged(Expectation::kAccept, answer(AnswerKind::kAccepted, kText + "\n"));

  EXPECT_EQ(result.outcome, OutcomeKind::kFail);
  EXPECT_EQ(result.answer, "final-newline-added");
  EXPECT_EQ(result.why, "the text given is the expected text and a line end");
  EXPECT_THAT(result.evidence, SizeIs(3));
}

TEST(Judge, FailsARejectionOfValidData) {
  EXPECT_EQ(judged(Expectation::kAccept, answer(AnswerKind::kRejected)).outcome,
            OutcomeKind::kFail);
}

TEST(Judge, TellsAWrongExitCodeFromAWrongDecryption) {
  DecryptorAnswer given = answer(AnswerKind::kRejected);
  given.released = kText;

  EXPECT_THAT(judged(Expectation::kAccept, given).why,
              HasSubstr("printed the right plaintext but its exit code"));
  EXPECT_EQ(judged(Expectation::kAccept, given).answer, "plaintext-and-reject");
}

TEST(Judge, PassesARejectionOfInvalidData) {
  const CheckResult result =
      judged(Expectation::kReject, answer(AnswerKind::kRejected, "tag"));

  EXPECT_EQ(result.outcome, OutcomeKind::kPass);
  EXPECT_EQ(result.answer, "reject");
}

TEST(Judge, FailsAnyTextForInvalidData) {
  EXPECT_EQ(
      judged(Expectation::kReject, answer(AnswerKind::kAccepted, kText)).answer,
      "accept");
  EXPECT_EQ(
      judged(Expectation::kReject, answer(AnswerKind::kAccepted, "")).answer,
      "empty");
  EXPECT_EQ(
      judged(Expectation::kReject, answer(AnswerKind::kAccepted, "x")).outcome,
      OutcomeKind::kFail);
}

TEST(Judge, NeverPassesACrashAHangOrAViolation) {
  for (const auto expectation : {Expectation::kAccept, Expectation::kReject})
    for (const auto kind :
         {AnswerKind::kCrashed, AnswerKind::kHung, AnswerKind::kViolation})
      EXPECT_EQ(judged(expectation, answer(kind)).outcome, OutcomeKind::kFail);
}

TEST(Judge, KeepsWhatIsUnsupportedApart) {
  EXPECT_EQ(
      judged(Expectation::kReject, answer(AnswerKind::kUnsupported)).outcome,
      OutcomeKind::kUnsupported);
}

TEST(Judge, BlamesNobodyForAnInterruptedQuestion) {
  EXPECT_EQ(
      judged(Expectation::kReject, answer(AnswerKind::kInterrupted)).outcome,
      OutcomeKind::kError);
}

std::vector<Leak> leaks(DecryptorAnswer given,
                        Expectation expectation = Expectation::kReject) {
  return find_leaks(check(expectation), input(), given);
}

TEST(FindLeaks, FindsKeyAndPlaintextWhereverTheyArePrinted) {
  DecryptorAnswer given = answer(AnswerKind::kRejected, "not: " + kText);
  given.errors = "using a key of some length";

  EXPECT_THAT(leaks(given),
              UnorderedElementsAre(
                  Field(&Leak::what, "the key, as text, on standard error"),
                  Field(&Leak::what,
                        "the plaintext, as text, in the reason for its "
                        "rejection")));
}

TEST(FindLeaks, TellsHowAndWhereForTheDiagnosis) {
  DecryptorAnswer given = answer(AnswerKind::kRejected, "not: " + kText);
  // The key in hex, by xxd.
  given.errors = "with 61206b6579206f6620736f6d65206c656e677468";

  EXPECT_THAT(
      leaks(given),
      UnorderedElementsAre(Field(&Leak::answer, "leak-in-hex-in-errors"),
                           Field(&Leak::answer, "leak-as-text-in-reason")));
}

TEST(FindLeaks, FindsAnyOutputBeforeARejection) {
  DecryptorAnswer given = answer(AnswerKind::kRejected);
  given.released = "tag mismatch";

  EXPECT_THAT(leaks(given),
              UnorderedElementsAre(Field(&Leak::watch, Watch::kRelease)));
}

TEST(FindLeaks, LooksAtRejectionsOnly) {
  DecryptorAnswer accepted = answer(AnswerKind::kAccepted, kText);
  accepted.errors = "using a key of some length";

  EXPECT_THAT(leaks(accepted), IsEmpty());
  EXPECT_THAT(leaks(answer(AnswerKind::kRejected, kText), Expectation::kAccept),
              IsEmpty());
}

}  // namespace
}  // namespace chefs::conformance
