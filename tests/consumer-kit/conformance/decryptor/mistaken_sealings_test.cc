// What known mistakes and their pairs would open, made from the catalogue, and
// opened by the wrong decryptors of tests/mutants.
#include "consumer-kit/conformance/decryptor/mistaken_sealings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "consumer-kit/conformance/decryptor/decryptor_run.h"
#include "consumer-kit/conformance/decryptor/decryptor_suite.h"
#include "consumer-kit/conformance/suite/selection.h"
#include "consumer-kit/conformance/suite/verdict.h"

namespace chefs::conformance {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

const DecryptorSuite& suite() {
  static const DecryptorSuite loaded =
      load_decryptor_suite(CHEFS_CATALOGUE_DIR);
  return loaded;
}

std::string names_of(const MistakenSealing& sealing) {
  std::string names;
  for (const KnownMistake* mistake : sealing.mistakes)
    names += (names.empty() ? "" : "+") + mistake->name;
  return names;
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const MistakenSealing& sealing :
       mistaken_sealings(suite().mistakes, suite().catalogue.cases))
    names.push_back(names_of(sealing));
  return names;
}

TEST(MistakenSealings, HaveEachMistakeAloneAndAllPairsThatFit) {
  EXPECT_THAT(
      all_names(),
      IsSupersetOf({"hex-decodes-key", "cuts-salt-at-16", "tag-at-end",
                    "hex-decodes-key+sha256-prf",
                    "truncates-key-at-32+tag-at-end", "sha1-prf+rounds-10000",
                    "tag-at-end+iv-before-salt",
                    "cuts-salt-at-16+iv-of-12-bytes"}));
}

TEST(MistakenSealings, HaveNoPairOfTheSameThing) {
  EXPECT_THAT(all_names(), Not(Contains("sha256-prf+sha1-prf")));
  EXPECT_THAT(all_names(), Not(Contains("rounds-1+rounds-10000")));
}

TEST(MistakenSealings, LeaveOutMistakesThatOpenWhatIsValid) {
  EXPECT_THAT(all_names(), Not(Contains(HasSubstr("tries-"))));
  EXPECT_THAT(all_names(), Not(Contains(HasSubstr("ignores-tag"))));
}

RunReport run(const std::string& bugs) {
  DecryptorRunOptions options;
  options.adapter = AdapterKind::kSession;
  options.program.file = CHEFS_MUTANT_DECRYPTOR;
  options.program.words = {CHEFS_MUTANT_DECRYPTOR, "--mutant", bugs,
                           "--session"};
  options.run.jobs = 2;
  // All pairs are tried on a busy machine, too.
  options.run.patience = 10;
  const auto selected = take_cases(
      suite().catalogue.cases,
      {.skip = {"decrypt.size.*", "decrypt.session.*"}}, Level::kShould);
  contract::SeededRandom random(11);
  StopEvent stop;
  RunReport report =
      run_decryptor_cases(selected.cases, suite().catalogue.cases,
                          suite().mistakes, options, random, stop);
  report.case_set = selected.set;
  conclude(report, selected.cases.size());
  return report;
}

class TwoMistakes : public ::testing::TestWithParam<std::vector<std::string>> {
};

INSTANTIATE_TEST_SUITE_P(
    OpenNothing, TwoMistakes,
    ::testing::Values(std::vector<std::string>{"hex-decodes-key", "sha256-prf"},
                      std::vector<std::string>{"cuts-salt-at-16", "tag-at-end"},
                      std::vector<std::string>{"rounds-10000",
                                               "iv-of-12-bytes"}));
INSTANTIATE_TEST_SUITE_P(
    OpenSomething, TwoMistakes,
    ::testing::Values(
        std::vector<std::string>{"ignores-tag", "trims-plaintext"},
        std::vector<std::string>{"trims-key", "strips-final-newline"}));

TEST_P(TwoMistakes, AreBothNamed) {
  const RunReport report = run(GetParam()[0] + "+" + GetParam()[1]);

  EXPECT_EQ(report.verdict, Verdict::kNotConformant);
  std::string named;
  for (const Diagnosis& diagnosis : report.diagnoses)
    named += diagnosis.name + " ";
  for (const std::string& name : GetParam())
    EXPECT_THAT(named, HasSubstr(name));
}

}  // namespace
}  // namespace chefs::conformance
