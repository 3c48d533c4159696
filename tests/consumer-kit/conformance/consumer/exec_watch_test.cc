// The arguments of every program that a family of processes becomes are seen,
// however short it lives.
#include "consumer-kit/conformance/consumer/exec_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace chefs::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> seen_of(const std::string& script) {
  ExecWatch watch;
  producer::ChildProcess child({.program = "/bin/sh",
                                .arguments = {"-c", script},
                                .before_exec = &watch});
  EXPECT_EQ(child.wait().code(), 0);
  EXPECT_EQ(watch.why_not(), "");
  return watch.take();
}

TEST(ExecWatch, SeesAProgramAndWhatItStarts) {
  EXPECT_THAT(seen_of("/bin/true one 'two words'; /bin/true"),
              ElementsAre("/bin/sh -c /bin/true one 'two words'; /bin/true",
                          "/bin/true one two words", "/bin/true"));
}

TEST(ExecWatch, SeesEachOfTwoHundredThatLiveForAMoment) {
  const auto lines = seen_of(
      "i=0; while [ $i -lt 200 ]; do /bin/true secret; i=$((i+1)); done");

  EXPECT_EQ(std::ranges::count(lines, "/bin/true secret"), 200);
}

TEST(ExecWatch, SeesOneThatHasLeftItsParentAndItsEnvironment) {
  const auto lines =
      seen_of("(exec env -i /bin/sh -c 'exec /bin/true secret') & wait");

  EXPECT_EQ(std::ranges::count(lines, "/bin/true secret"), 1);
}

TEST(ExecWatch, SeesArgumentsLongerThanAPage) {
  const auto lines = seen_of("/bin/true $(printf '%09000d' 0)secret");

  EXPECT_TRUE(lines.back().ends_with("secret"));
  EXPECT_GT(lines.back().size(), 9'000u);
}

TEST(ExecWatch, LeavesAFailedStartWhatItIs) {
  ExecWatch watch;
  producer::ChildProcess child(
      {.program = "/bin/sh",
       .arguments = {"-c", "/nowhere/program secret 2>/dev/null"},
       .before_exec = &watch});

  EXPECT_EQ(child.wait().code(), 127);
}

TEST(ExecWatch, SeesEveryStart) {
  ExecWatch watch;
  for (int i = 0; i < 3; ++i) {
    producer::ChildProcess child(
        {.program = "/bin/true", .before_exec = &watch});
    child.wait();
  }

  EXPECT_EQ(watch.take().size(), 3u);
  EXPECT_THAT(watch.take(), IsEmpty());
}

}  // namespace
}  // namespace chefs::conformance
