#include "cli/help.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/up/running_up.h"

namespace chefs::cli {
namespace {

using ::testing::HasSubstr;
using tests::run_program;

TEST(Help, ShowsTheVersion) {
  const auto run =
      run_program({.argv = {tests::chefs_mock().string(), "--version"}});

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, ::testing::StartsWith("chefs-mock "));
}

TEST(Help, ListsTheVerbsAndEndsEachWithExamples) {
  const std::string program = tests::chefs_mock().string();
  const auto whole = run_program({.argv = {program, "--help"}});
  const auto up = run_program({.argv = {program, "up", "--help"}});

  EXPECT_EQ(whole.exit_code, 0);
  EXPECT_THAT(whole.out, HasSubstr("  up "));
  EXPECT_EQ(up.exit_code, 0);
  EXPECT_THAT(up.out, HasSubstr("Examples:\n  chefs-mock up"));
}

TEST(Help, CallsANameThatIsNoVerbAMistake) {
  const auto run =
      run_program({.argv = {tests::chefs_mock().string(), "start"}});

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("start"));
  EXPECT_EQ(run.out, "");
}

}  // namespace
}  // namespace chefs::cli
