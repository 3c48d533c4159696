#include "cli/system_limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <limits>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

TEST(SystemAdvice, SaysHowToHaveMoreFilesWhereverTheReasonStands) {
  EXPECT_THAT(with_advice("epoll: Too many open files [system:24]; and more"),
              HasSubstr("raise that with `ulimit -n`"));
  EXPECT_THAT(with_advice("cannot open x: Too many open files in system"),
              EndsWith("end some"));
}

TEST(SystemAdvice, SaysWhatToDoOnAFullOrReadOnlyDisk) {
  EXPECT_EQ(with_advice("cannot write /x: No space left on device"),
            "cannot write /x: No space left on device; free space on that "
            "disk, or name a place on another");
  EXPECT_THAT(with_advice("cannot make /x: Read-only file system"),
              EndsWith("; name a place that can be written to"));
}

TEST(SystemAdvice, LeavesWhatHasARemedyAndWhatIsNoRefusalOfTheSystem) {
  for (const std::string text :
       {"cannot make /x: Read-only file system; set TMPDIR to a folder",
        "nats-server was killed by SIGKILL"}) {
    EXPECT_EQ(with_advice(text), text);
  }
}

TEST(OpenFiles, AreAllowedAsFarAsTheSystemLets) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit lower = before;
  lower.rlim_cur = 64;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &lower), 0);

  allow_open_files(before.rlim_cur, "a test");

  rlimit after{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &after), 0);
  EXPECT_EQ(after.rlim_cur, before.rlim_cur);
}

TEST(OpenFiles, ThatAreTooManyAreRefusedBeforeAnythingIsDone) {
  try {
    allow_open_files(std::size_t{1} << 62, "--jobs 9");
    FAIL() << "it was allowed";
  } catch (const base::EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("--jobs 9 may take 4611686018427387904 "
                                        "open files, and this process may "
                                        "have "));
  }
}

TEST(Disk, IsFullWhereNoEventHasRoom) {
  const tests::TemporaryFolder folder;

  EXPECT_FALSE(is_disk_full(folder.path()));
  EXPECT_TRUE(is_disk_full("/proc"));
}

}  // namespace
}  // namespace chefs::cli
