// Secrets that were shown in a case which is not about them.
#include "consumer-kit/conformance/consumer/leaks.h"

#include <gmock/gmock.h>

#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using testing::HasSubstr;
using testing::SizeIs;

const FoundSecret kPlaintext = {"a plaintext", "on standard error"};
const FoundSecret kSeed = {"the NKey seed", "on standard output"};

class Leaks : public testing::Test {
 protected:
  void add(const std::string& id, const char* rule, Json parameters,
           std::vector<FoundSecret> found = {}) {
    ConsumerCase made;
    made.info.id = id;
    made.checks = {
        {.name = "check", .rule = rule, .parameters = std::move(parameters)}};
    cases_.push_back(std::move(made));
    CaseResult result;
    result.outcome = OutcomeKind::kPass;
    CheckResult& check = result.checks.emplace_back();
    check.name = "check";
    check.outcome = OutcomeKind::kPass;
    results_.push_back(std::move(result));
    found_.push_back(std::move(found));
  }
  void add_cases_of_secrets() {
    add("consumer.secrets.seed", "no-secrets", {{"secrets", {"seed"}}});
    add("consumer.secrets.plaintext", "no-secrets",
        {{"secrets", {"plaintext"}}});
  }
  void blame() { blame_for_leaks(cases_, found_, results_); }

  std::vector<ConsumerCase> cases_;
  std::vector<std::vector<FoundSecret>> found_;
  std::vector<CaseResult> results_;
};

TEST_F(Leaks, FailTheCaseThatIsAboutThemAndNoOther) {
  add("consumer.private.draft", "acknowledged", Json::object(), {kPlaintext});
  add("consumer.private.schema", "acknowledged", Json::object(), {kPlaintext});
  add_cases_of_secrets();

  blame();

  EXPECT_EQ(results_[0].outcome, OutcomeKind::kPass);
  EXPECT_EQ(results_[1].outcome, OutcomeKind::kPass);
  EXPECT_EQ(results_[2].outcome, OutcomeKind::kPass);
  EXPECT_EQ(results_[3].outcome, OutcomeKind::kFail);
  EXPECT_EQ(results_[3].checks[0].observed, "a plaintext on standard error");
  EXPECT_EQ(results_[3].checks[0].why,
            "it was shown in consumer.private.draft and 1 more cases");
}

TEST_F(Leaks, FailWhereTheyWereShownIfNoCaseThatIsAboutThemWasChosen) {
  add("consumer.private.draft", "acknowledged", Json::object(), {kPlaintext});
  add("consumer.private.schema", "acknowledged", Json::object(), {kPlaintext});

  blame();

  ASSERT_THAT(results_[0].checks, SizeIs(2));
  EXPECT_EQ(results_[0].checks[1].name, "secrets");
  EXPECT_EQ(results_[0].outcome, OutcomeKind::kFail);
  EXPECT_EQ(results_[1].outcome, OutcomeKind::kPass);
}

TEST_F(Leaks, OfTwoKindsFailTwoCases) {
  add("consumer.size.recovers", "acknowledged", Json::object(),
      {kPlaintext, kSeed});
  add_cases_of_secrets();

  blame();

  EXPECT_EQ(results_[1].outcome, OutcomeKind::kFail);
  EXPECT_EQ(results_[2].outcome, OutcomeKind::kFail);
}

TEST_F(Leaks, AreLeftToTheCaseThatLooksForThem) {
  add_cases_of_secrets();
  found_[0] = {kSeed};
  results_[0].checks[0].outcome = OutcomeKind::kFail;
  results_[0].checks[0].why = "its own";
  results_[0].outcome = OutcomeKind::kFail;

  blame();

  EXPECT_EQ(results_[0].checks[0].why, "its own");
  EXPECT_EQ(results_[1].outcome, OutcomeKind::kPass);
}

}  // namespace
}  // namespace chefs::conformance
