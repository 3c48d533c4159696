#include "producer/server/file_lock.h"

#include <gtest/gtest.h>

#include "base/child_process.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using tests::TemporaryFolder;

bool is_held(const std::variant<FileLock, FileLock::HeldBy>& outcome) {
  return std::holds_alternative<FileLock::HeldBy>(outcome);
}

TEST(FileLock, IsHeldByOneAndNamesTheHolder) {
  const TemporaryFolder folder;
  const auto first = FileLock::try_lock(folder / "lock");

  const auto second = FileLock::try_lock(folder / "lock");

  EXPECT_FALSE(is_held(first));
  ASSERT_TRUE(is_held(second));
  EXPECT_EQ(std::get<FileLock::HeldBy>(second).pid, ::getpid());
}

TEST(FileLock, IsFreeWhenItsHolderIsGone) {
  const TemporaryFolder folder;
  { const FileLock lock = FileLock::lock(folder / "lock"); }

  EXPECT_TRUE(FileLock::is_free(folder / "lock"));
  EXPECT_FALSE(is_held(FileLock::try_lock(folder / "lock")));
}

TEST(FileLock, IsNotHandedOnToPrograms) {
  const TemporaryFolder folder;
  auto lock = std::make_unique<FileLock>(FileLock::lock(folder / "lock"));
  const ChildProcess outlives_the_lock(
      {.program = "/usr/bin/tail", .arguments = {"-f", "/dev/null"}});

  lock.reset();

  EXPECT_TRUE(FileLock::is_free(folder / "lock"));
}

TEST(FileLock, CallsAMissingFileFreeAndLeavesItMissing) {
  const TemporaryFolder folder;

  EXPECT_TRUE(FileLock::is_free(folder / "lock"));
  EXPECT_FALSE(std::filesystem::exists(folder / "lock"));
}

}  // namespace
}  // namespace chefs::producer
