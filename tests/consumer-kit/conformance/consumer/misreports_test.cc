// Reports of a program that contradict what the suite knows, or say more.
#include <gmock/gmock.h>

#include <optional>

#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/consumer/told_story.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using testing::HasSubstr;
using testing::SizeIs;
using tests::Story;

const Json kOne = {{"messages", {"one"}}};

CaseResult judged(const ConsumerCase& asked, const Story& story) {
  return judge_consumer_case(asked, story.timeline());
}

// Asked about its first message only, a case passes but for its misreports.
CaseResult with_report(const Report& report) {
  ConsumerCase asked = tests::case_with("acknowledged", kOne);
  asked.messages.push_back({.name = "stranger", .source = "pr-1444"});
  asked.messages.push_back({.name = "large", .kind = "error"});
  asked.messages.push_back(
      {.name = "form", .type = contract::EventType::kFormPublished});
  asked.messages.push_back({.name = "unsaid", .draft = std::nullopt});
  return judged(asked, Story()
                           .published("one", 1)
                           .published("open", 2)
                           .published("stranger", 3)
                           .published("large", 4)
                           .published("two", 5)
                           .published("form", 6)
                           .published("unsaid", 7)
                           .gets_going()
                           .is_sent(1)
                           .is_sent(2)
                           .is_sent(3)
                           .is_sent(4)
                           .is_sent(6)
                           .is_sent(7)
                           .reports(report)
                           .acks(1));
}

struct Misreport {
  const char* name;
  Report report;
  const char* why;
};

class EachMisreport : public testing::TestWithParam<Misreport> {};

TEST_P(EachMisreport, FailsTheCase) {
  const CaseResult result = with_report(GetParam().report);

  EXPECT_EQ(result.outcome, OutcomeKind::kFail);
  ASSERT_THAT(result.checks, SizeIs(2));
  EXPECT_EQ(result.checks[1].name, "reports");
  EXPECT_THAT(result.checks[1].why, HasSubstr("misreport: "));
  EXPECT_THAT(result.checks[1].why, HasSubstr(GetParam().why));
  EXPECT_TRUE(result.checks[1].wrong_at.has_value());
}

INSTANTIATE_TEST_SUITE_P(
    Each, EachMisreport,
    testing::Values(
        Misreport{"UnknownSequence",
                  {.sequence = 99, .outcome = "processed"},
                  "the stream has no such sequence"},
        Misreport{"EnormousSequence",
                  {.sequence = ~std::uint64_t{0}, .outcome = "processed"},
                  "the stream has no such sequence"},
        Misreport{"NeverDelivered",
                  {.sequence = 5, .outcome = "processed"},
                  "it was never delivered"},
        Misreport{"WithoutPlaintext",
                  {.sequence = 1, .outcome = "processed"},
                  "no plaintextSha256"},
        Misreport{"WithAnotherPlaintext",
                  {.sequence = 1,
                   .outcome = "processed",
                   .plaintext_sha256 = "decaf"},
                  "is not that of the row"},
        Misreport{"ForeignSourceProcessed",
                  {.sequence = 3, .outcome = "processed"},
                  "it is ignored, and not processed"},
        Misreport{"ErrorEventProcessed",
                  {.sequence = 4, .outcome = "processed"},
                  "it is oversize or recovered, and not processed"},
        Misreport{"RecoveredWithoutADownload",
                  {.sequence = 4, .outcome = "recovered"},
                  "the API never gave it"},
        Misreport{"AnotherSubmission",
                  {.sequence = 2,
                   .outcome = "processed",
                   .submission_id = "submission-1"},
                  "its submission is submission-2"},
        Misreport{"ASubmissionWhereThereIsNone",
                  {.sequence = 6,
                   .outcome = "processed",
                   .submission_id = "submission-6"},
                  "and the event names none"},
        Misreport{"ADraftThatIsNone",
                  {.sequence = 2, .outcome = "processed", .draft = true},
                  "its draft is false, and not true"},
        Misreport{"NoDraftWhereNothingIsSaid",
                  {.sequence = 7, .outcome = "processed", .draft = false},
                  "no draft, and the event does not say"},
        Misreport{"PlaintextOfAPublicEvent",
                  {.sequence = 2,
                   .outcome = "processed",
                   .plaintext_sha256 = "decaf"},
                  "a public event has no plaintext"},
        Misreport{
            "PlaintextOfWhatIsTooLarge",
            {.sequence = 4, .outcome = "oversize", .plaintext_sha256 = "decaf"},
            "of what was never verified"}),
    [](const auto& parameter) { return parameter.param.name; });

TEST(Misreports, AreNotSeenInRightReports) {
  EXPECT_THAT(with_report({.sequence = 2,
                           .outcome = "processed",
                           .submission_id = "submission-2"})
                  .checks,
              SizeIs(1));
}

TEST(Misreports, AreNotSeenInAFormThatIsNoDraft) {
  EXPECT_THAT(
      with_report({.sequence = 6, .outcome = "processed", .draft = false})
          .checks,
      SizeIs(1));
}

TEST(Misreports, AreSeenInADownloadThatComesBehindItsReport) {
  ConsumerCase asked = tests::case_with("acknowledged", kOne);
  asked.messages.push_back({.name = "large", .kind = "error"});

  const CaseResult result = judged(
      asked, Story()
                 .published("one", 1)
                 .published("large", 2)
                 .gets_going()
                 .deals_with(1)
                 .is_sent(2)
                 .reports({.sequence = 2, .outcome = "recovered"})
                 .then(EventKind::kApiAsked, "form-1 submission-2", 200));

  ASSERT_THAT(result.checks, SizeIs(2));
  EXPECT_THAT(result.checks[1].why, HasSubstr("the API gave it later"));
}

TEST(Misreports, AreSeenInAGapThatIsNone) {
  const Story story = Story().published("one", 1).gets_going().deals_with(1);
  const auto told = [&](const char* notice, std::optional<std::int64_t> most) {
    ConsumerCase asked = tests::case_with("acknowledged", kOne);
    asked.setup.max_msgs = most;
    return judged(asked, Story(story).published("two", 9).then(
                             EventKind::kNotice, notice));
  };
  const char* of_two_to_four = R"({"chefs":1,"notice":"gap","from":2,"to":4})";

  EXPECT_EQ(told(of_two_to_four, {}).outcome, OutcomeKind::kFail);
  EXPECT_EQ(told(of_two_to_four, 6).outcome, OutcomeKind::kFail);
  EXPECT_EQ(told(of_two_to_four, 5).outcome, OutcomeKind::kPass);
  EXPECT_EQ(told(R"({"chefs":1,"notice":"gap"})", {}).outcome,
            OutcomeKind::kFail);
  EXPECT_EQ(told(R"({"chefs":1,"notice":"gap"})", 5).outcome,
            OutcomeKind::kPass);
  EXPECT_EQ(told(R"({"chefs":1,"notice":"resumed"})", {}).outcome,
            OutcomeKind::kPass);
}

TEST(Misreports, AreNotSeenInARepeatThatIsIgnored) {
  const CaseResult result =
      judged(tests::case_with("acknowledged", kOne),
             Story()
                 .published("one", 1)
                 .gets_going()
                 .deals_with(1)
                 .is_sent(1, 2)
                 .reports({.sequence = 1, .outcome = "ignored"}));

  EXPECT_EQ(result.outcome, OutcomeKind::kPass);
}

TEST(Misreports, AreSeenInALineThatIsNoReport) {
  const CaseResult result =
      judged(tests::case_with("acknowledged", kOne),
             Story().published("one", 1).gets_going().deals_with(1).then(
                 EventKind::kBadReport, "its seq is not a number"));

  EXPECT_EQ(result.outcome, OutcomeKind::kFail);
  EXPECT_THAT(result.checks[1].why, HasSubstr("its seq is not a number"));
}

}  // namespace
}  // namespace chefs::conformance
