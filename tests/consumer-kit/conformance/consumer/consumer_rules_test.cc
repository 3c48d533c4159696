// Every rule of the consumer suite, both ways: a story that it passes, and one
// like it that it fails, with the reason and the moment.
#include <gmock/gmock.h>

#include <set>

#include "consumer-kit/conformance/consumer/consumer_judge.h"
#include "consumer-kit/conformance/consumer/consumer_rules.h"
#include "contract/json.h"
#include "tests/consumer-kit/conformance/consumer/rule_stories.h"
#include "tests/consumer-kit/conformance/consumer/told_story.h"

namespace chefs::conformance {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class EachRule : public testing::TestWithParam<RuleStories> {};

CheckResult judged(const RuleStories& stories, const Story& story) {
  return judge_consumer_case(tests::case_with(stories.rule, stories.parameters),
                             story.timeline())
      .checks.at(0);
}

TEST_P(EachRule, PassesTheRightStory) {
  const CheckResult result = judged(GetParam(), GetParam().right);

  EXPECT_EQ(result.outcome, OutcomeKind::kPass) << result.why;
  EXPECT_THAT(result.expected, Not(IsEmpty()));
  EXPECT_THAT(result.observed, Not(IsEmpty()));
}

TEST_P(EachRule, FailsTheWrongStoryWithReasonAndMoment) {
  const CheckResult result = judged(GetParam(), GetParam().wrong);

  EXPECT_EQ(result.outcome, OutcomeKind::kFail) << result.observed;
  EXPECT_THAT(result.why, HasSubstr(GetParam().why));
  EXPECT_TRUE(result.wrong_at.has_value());
}

auto name_of = [](const auto& parameter) { return parameter.param.name; };
INSTANTIATE_TEST_SUITE_P(Messages, EachRule,
                         testing::ValuesIn(message_stories()), name_of);
INSTANTIATE_TEST_SUITE_P(Reports, EachRule, testing::ValuesIn(report_stories()),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Connections, EachRule,
                         testing::ValuesIn(connection_stories()), name_of);
INSTANTIATE_TEST_SUITE_P(Durables, EachRule,
                         testing::ValuesIn(durable_stories()), name_of);
INSTANTIATE_TEST_SUITE_P(Settings, EachRule,
                         testing::ValuesIn(setting_stories()), name_of);
INSTANTIATE_TEST_SUITE_P(Programs, EachRule,
                         testing::ValuesIn(program_stories()), name_of);

TEST(ConsumerRules, AreAllTriedBothWays) {
  // Has no moment in the story: tested on its own.
  std::set<std::string> tried = {"no-secrets"};
  for (const auto& stories :
       {message_stories(), report_stories(), connection_stories(),
        durable_stories(), setting_stories(), program_stories()})
    for (const RuleStories& each : stories) tried.insert(each.rule);

  for (const RuleDescription& rule : consumer_rules())
    EXPECT_THAT(tried, testing::Contains(std::string(rule.name)));
}

TEST(ConsumerRules, FindASecretWhereverItIs) {
  const auto asked = tests::case_with("no-secrets", kNone);

  const auto clean =
      judge_consumer_case(asked, Story().gets_going().timeline());
  const auto leaky = judge_consumer_case(
      asked, Story()
                 .gets_going()
                 .with({"the NKey seed", "on standard error"})
                 .timeline());

  EXPECT_EQ(clean.outcome, OutcomeKind::kPass);
  EXPECT_EQ(leaky.outcome, OutcomeKind::kFail);
  EXPECT_EQ(leaky.checks[0].observed, "the NKey seed on standard error");
}

TEST(ConsumerRules, FailACaseForItsOwnSecretAlone) {
  const Story leaky = Story()
                          .gets_going()
                          .with({"a plaintext", "on standard output"})
                          .with({"a form's key", "in its arguments"});
  const auto outcome = [&](const char* secret, const char* where) {
    return judge_consumer_case(
               tests::case_with("no-secrets",
                                {{"secrets", {secret}}, {"where", where}}),
               leaky.timeline())
        .outcome;
  };

  EXPECT_EQ(outcome("plaintext", "output"), OutcomeKind::kFail);
  EXPECT_EQ(outcome("key", "arguments"), OutcomeKind::kFail);
  EXPECT_EQ(outcome("seed", "output"), OutcomeKind::kPass);
  EXPECT_EQ(outcome("key", "output"), OutcomeKind::kPass);
  EXPECT_EQ(outcome("plaintext", "arguments"), OutcomeKind::kPass);
}

}  // namespace
}  // namespace chefs::conformance
