#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chefs::cli {
namespace {

using ::testing::ElementsAre;

TEST(OptionsRepeated, TakeSeveralValuesBeforeDashes) {
  EXPECT_THAT(with_options_repeated({"conform", "--report", "a=x", "b=y",
                                     "--only", "p", "q", "--", "cmd", "b"}),
              ElementsAre("conform", "--report", "a=x", "--report", "b=y",
                          "--only", "p", "--only", "q", "--", "cmd", "b"));
}

TEST(OptionsRepeated, LeaveOtherOptionsAndWhatFollowsDashes) {
  EXPECT_THAT(with_options_repeated(
                  {"--jobs", "2", "5", "--", "cmd", "--only", "a", "b"}),
              ElementsAre("--jobs", "2", "5", "--", "cmd", "--only", "a", "b"));
}

TEST(OptionsRepeated, LeaveACommandThatComesWithoutDashes) {
  EXPECT_THAT(with_options_repeated({"--report", "a=x", "./cmd"}),
              ElementsAre("--report", "a=x", "./cmd"));
}

}  // namespace
}  // namespace chefs::cli
