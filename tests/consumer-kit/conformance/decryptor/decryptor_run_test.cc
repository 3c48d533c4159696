// Runs of literal cases against the wrong decryptors of tests/mutants.
#include "consumer-kit/conformance/decryptor/decryptor_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "consumer-kit/conformance/suite/verdict.h"
#include "contract/cryptr.h"
#include "contract/secret.h"

namespace chefs::conformance {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kKey =
    "35fa750fbdfc45f9b210bd25c981ae99a038f8212f2aee6d7bdb8265ac4854c4";
const std::string kText = R"({"note":"a text that nobody guesses"})";

std::string sealed(const std::string& text) {
  contract::SeededRandom random(7, text);
  return contract::seal(text, contract::Secret(kKey), random);
}

DecryptorCheck accept(std::string name, const std::string& text) {
  return {.name = std::move(name),
          .expectation = Expectation::kAccept,
          .key = kKey,
          .input = [data = sealed(text), text] {
            return DecryptorInput{
                .data = data, .plaintext = text, .touched = {}, .control = {}};
          }};
}

// With the last digit of the tag changed.
DecryptorCheck reject(std::string name) {
  const std::string valid = sealed(kText);
  std::string data = valid;
  data[191] = data[191] == '0' ? '1' : '0';
  return {.name = std::move(name),
          .expectation = Expectation::kReject,
          .key = kKey,
          .input = [data, valid] {
            return DecryptorInput{.data = data,
                                  .plaintext = kText,
                                  .touched = {{191, 192}},
                                  .control = {{kKey, valid, kText}}};
          }};
}

DecryptorCheck reject_object(std::string name) {
  return {.name = std::move(name),
          .expectation = Expectation::kReject,
          .key = kKey,
          .input = [] {
            return DecryptorInput{.data = contract::Json::object(),
                                  .plaintext = "",
                                  .touched = {},
                                  .control = {}};
          }};
}

DecryptorCase case_of(std::string id, std::vector<DecryptorCheck> checks,
                      Watch watch = Watch::kNothing) {
  DecryptorCase made;
  made.info.id = std::move(id);
  made.checks = std::move(checks);
  made.watch = watch;
  return made;
}

std::vector<DecryptorCase> cases() {
  return {case_of("t.valid", {accept("text", kText)}),
          case_of("t.empty", {accept("empty", "")}),
          case_of("t.object", {reject_object("object")}),
          case_of("t.tag", {reject("digit"), accept("valid-after", kText)}),
          case_of("t.again", {accept("text", kText)})};
}

DecryptorRunOptions options(AdapterKind adapter, const std::string& mutant) {
  DecryptorRunOptions made;
  made.adapter = adapter;
  made.program.file = CHEFS_MUTANT_DECRYPTOR;
  made.program.words = {CHEFS_MUTANT_DECRYPTOR, "--mutant", mutant};
  if (adapter == AdapterKind::kSession)
    made.program.words.push_back("--session");
  made.run.jobs = 2;
  return made;
}

RunReport run(const DecryptorRunOptions& options,
              const std::vector<DecryptorCase>& asked = cases(),
              const std::vector<KnownMistake>& mistakes = {}) {
  contract::SeededRandom random(11);
  StopEvent stop;
  RunReport report =
      run_decryptor_cases(asked, asked, mistakes, options, random, stop);
  report.case_set.is_complete = true;
  conclude(report, asked.size());
  return report;
}

RunReport run(AdapterKind adapter, const std::string& mutant,
              const std::vector<DecryptorCase>& asked = cases()) {
  return run(options(adapter, mutant), asked);
}

const CaseResult& result_of(const RunReport& report, std::string_view id) {
  return *std::ranges::find(report.cases, id,
                            [](const CaseResult& c) { return c.info.id; });
}

OutcomeKind outcome(const RunReport& report, std::string_view id) {
  return result_of(report, id).outcome;
}

class BothAdapters : public ::testing::TestWithParam<AdapterKind> {};

INSTANTIATE_TEST_SUITE_P(All, BothAdapters,
                         ::testing::Values(AdapterKind::kOneShot,
                                           AdapterKind::kSession));

TEST_P(BothAdapters, ARightDecryptorConforms) {
  const RunReport report = run(GetParam(), "none");

  EXPECT_EQ(report.verdict, Verdict::kConformant);
  EXPECT_EQ(report.tally.pass, 5u);
  EXPECT_THAT(report.notes, IsEmpty());
}

TEST_P(BothAdapters, ResultsComeInTheCataloguesOrder) {
  const RunReport report = run(GetParam(), "none");

  std::vector<std::string> ids;
  for (const CaseResult& result : report.cases) ids.push_back(result.info.id);
  EXPECT_THAT(
      ids, ElementsAre("t.valid", "t.empty", "t.object", "t.tag", "t.again"));
}

TEST_P(BothAdapters, OneCrashLosesNothingElse) {
  const RunReport report = run(GetParam(), "crashes-on-object");

  EXPECT_EQ(outcome(report, "t.object"), OutcomeKind::kFail);
  EXPECT_EQ(result_of(report, "t.object").checks[0].answer, "crash");
  EXPECT_EQ(report.tally.pass, 4u);
}

class NullAdapters
    : public ::testing::TestWithParam<std::tuple<AdapterKind, const char*>> {};

INSTANTIATE_TEST_SUITE_P(
    All, NullAdapters,
    ::testing::Combine(::testing::Values(AdapterKind::kOneShot,
                                         AdapterKind::kSession),
                       ::testing::Values("accept-all", "reject-all", "echo",
                                         "silent", "crash", "hang", "liar")));

TEST_P(NullAdapters, EarnNoPassAndNoGoodExitCode) {
  const auto& [adapter, name] = GetParam();
  DecryptorRunOptions with = options(adapter, name);
  with.run.patience = 0.05;

  const RunReport report = run(with);

  EXPECT_EQ(report.tally.pass, 0u);
  EXPECT_EQ(report.tally.fail + report.tally.error, 5u);
  EXPECT_NE(exit_code(report), 0);
  EXPECT_FALSE(report.not_scored_because.empty());
}

TEST(DecryptorRun, NeverBlamesTheSuiteForAProgramThatOpensNothing) {
  for (const char* name : {"reject-all", "accept-all", "crash"}) {
    const RunReport report = run(AdapterKind::kOneShot, name);

    EXPECT_EQ(report.verdict, Verdict::kNotConformant) << name;
    EXPECT_EQ(exit_code(report), 1) << name;
    ASSERT_TRUE(report.failed_start) << name;
    EXPECT_EQ(report.failed_start->control, "t.valid:text") << name;
    EXPECT_THAT(report.failed_start->expected, HasSubstr("nobody guesses"));
    EXPECT_THAT(headline(report), HasSubstr("it opens no valid text")) << name;
  }
}

TEST(DecryptorRun, FailsADecryptorThatIgnoresTheTag) {
  const RunReport report = run(AdapterKind::kSession, "ignores-tag");

  EXPECT_EQ(outcome(report, "t.tag"), OutcomeKind::kFail);
  EXPECT_EQ(result_of(report, "t.tag").checks[0].answer, "accept");
  EXPECT_EQ(outcome(report, "t.valid"), OutcomeKind::kPass);
}

TEST(DecryptorRun, CountsNoEmptyPlaintextThatAnyTagWouldGive) {
  const RunReport report = run(AdapterKind::kSession, "skips-tag-when-empty");

  EXPECT_EQ(outcome(report, "t.empty"), OutcomeKind::kFail);
  EXPECT_TRUE(result_of(report, "t.empty").checks[0].is_unproven);
  EXPECT_EQ(report.tally.pass, 4u);
}

KnownMistake hex_decoding() {
  return {"hex-decodes-key",
          "your decryptor hex-decodes the key",
          "Use its text.",
          {{"t.valid:text", {"reject"}}, {"t.hex:decoded", {"accept"}}}};
}

// Sealed with the 32 bytes that the key's digits spell.
DecryptorCase sealed_with_decoded_key() {
  std::string bytes;
  for (std::size_t i = 0; i < kKey.size(); i += 2)
    bytes += static_cast<char>(std::stoi(kKey.substr(i, 2), nullptr, 16));
  contract::SeededRandom random(7, "decoded");
  const std::string data =
      contract::seal(kText, contract::Secret(bytes), random);
  DecryptorCheck check = reject("decoded");
  check.input = [data, valid = sealed(kText)] {
    return DecryptorInput{.data = data,
                          .plaintext = kText,
                          .touched = {},
                          .control = {{kKey, valid, kText}}};
  };
  return case_of("t.hex", {check});
}

TEST(DecryptorRun, DiagnosesADecryptorThatRejectsAllThatIsValid) {
  std::vector<DecryptorCase> asked = cases();
  asked.push_back(sealed_with_decoded_key());

  const RunReport report =
      run(options(AdapterKind::kSession, "hex-decodes-key"), asked,
          {hex_decoding()});

  EXPECT_EQ(report.verdict, Verdict::kNotConformant);
  EXPECT_EQ(report.tally.pass, 0u);
  EXPECT_THAT(report.diagnoses,
              ElementsAre(Field(&Diagnosis::name, "hex-decodes-key")));
}

TEST(DecryptorRun, ScoresADecryptorThatChangesTheCaseOfAllItGives) {
  const RunReport report = run(AdapterKind::kSession, "upper-cases-plaintext");

  EXPECT_THAT(report.not_scored_because, IsEmpty());
  EXPECT_EQ(report.verdict, Verdict::kNotConformant);
  EXPECT_EQ(result_of(report, "t.valid").checks[0].answer, "case-changed");
}

TEST(DecryptorRun, DiagnosesNoMistakeThatThisWayOfRunningCannotShow) {
  KnownMistake mistake = {"prints-rejection-on-stdout",
                          "your decryptor prints its rejection",
                          "Do not.",
                          {{"t.tag:digit", {"other"}}}};
  mistake.adapter = MutantAdapter::kOneShot;

  const RunReport one_shot =
      run(options(AdapterKind::kOneShot, "prints-rejection-on-stdout"), cases(),
          {mistake});
  const RunReport session = run(
      options(AdapterKind::kSession, "returns-error-text"), cases(), {mistake});

  EXPECT_THAT(one_shot.diagnoses,
              ElementsAre(Field(&Diagnosis::name, mistake.name)));
  EXPECT_EQ(result_of(session, "t.tag").checks[0].answer, "other");
  EXPECT_THAT(session.diagnoses, IsEmpty());
}

TEST(DecryptorRun, CountsNoRejectionWhoseControlIsRejectedToo) {
  std::vector<DecryptorCase> asked = cases();
  asked.push_back(sealed_with_decoded_key());

  const RunReport report =
      run(options(AdapterKind::kSession, "hex-decodes-key"), asked,
          {hex_decoding()});

  const CheckResult& rejected = result_of(report, "t.tag").checks[0];
  EXPECT_EQ(rejected.answer, "reject");
  EXPECT_TRUE(rejected.is_unproven);
  EXPECT_THAT(rejected.why, HasSubstr("rejects the valid data"));
}

std::vector<DecryptorCase> watching_cases() {
  std::vector<DecryptorCase> asked = cases();
  asked.push_back(case_of("t.secrets", {reject("canary")}, Watch::kKeyLeak));
  return asked;
}

TEST(DecryptorRun, ChargesALeakedKeyToTheCaseThatWatches) {
  const RunReport report =
      run(AdapterKind::kSession, "logs-key", watching_cases());

  const CaseResult& watching = result_of(report, "t.secrets");
  EXPECT_EQ(watching.outcome, OutcomeKind::kFail);
  EXPECT_THAT(watching.checks,
              Contains(Field(&CheckResult::name, std::string("canary"))));
  EXPECT_THAT(watching.checks,
              Contains(Field(&CheckResult::name, std::string("elsewhere"))));
  EXPECT_EQ(outcome(report, "t.tag"), OutcomeKind::kPass);
}

TEST(DecryptorRun, SaysSoWhenNobodyWatchesForALeak) {
  const RunReport report = run(AdapterKind::kSession, "logs-key");

  EXPECT_THAT(report.notes, Contains(HasSubstr("the key was printed")));
}

TEST(DecryptorRun, NeedsTheSameAnswersInEveryRound) {
  DecryptorRunOptions twice = options(AdapterKind::kSession, "refuses-repeats");
  twice.rounds = 2;
  twice.run.jobs = 1;

  const RunReport report =
      run(twice, {case_of("t.valid", {accept("text", kText)})});

  EXPECT_EQ(outcome(report, "t.valid"), OutcomeKind::kFail);
  EXPECT_THAT(report.cases[0].checks[0].why, HasSubstr("in round 2"));
}

TEST(DecryptorRun, KeepsDrawingsAndExchangesOfFailuresOnly) {
  const RunReport report = run(AdapterKind::kSession, "ignores-tag");

  EXPECT_THAT(result_of(report, "t.tag").checks[0].evidence, Not(IsEmpty()));
  EXPECT_THAT(result_of(report, "t.tag").checks[0].exchange, Not(IsEmpty()));
  EXPECT_THAT(result_of(report, "t.valid").checks[0].evidence, IsEmpty());
}

TEST(DecryptorRun, TellsItsProgress) {
  std::vector<std::size_t> seen;
  DecryptorRunOptions told = options(AdapterKind::kSession, "none");
  told.run.on_progress = [&](std::size_t done, std::size_t planned) {
    seen.push_back(done);
    EXPECT_EQ(planned, 5u);
  };

  run(told);

  EXPECT_THAT(seen, ElementsAre(1, 2, 3, 4, 5));
}

TEST(DecryptorRun, EndsAtOnceWhenItIsStopped) {
  contract::SeededRandom random(11);
  StopEvent stop;
  stop.request();

  const RunReport report =
      run_decryptor_cases(cases(), cases(), {},
                          options(AdapterKind::kOneShot, "hang"), random, stop);

  for (const CaseResult& result : report.cases)
    EXPECT_EQ(result.outcome, OutcomeKind::kError);
}

}  // namespace
}  // namespace chefs::conformance
