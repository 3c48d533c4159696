#include "producer/server/run_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <memory>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

namespace fs = std::filesystem;
using tests::TemporaryFolder;

fs::path runs_in(const TemporaryFolder& parent) {
  return parent / ("chefs-mock-" + std::to_string(::geteuid()));
}

TEST(RunFolder, IsRemovedAtTheEndWithAllThatIsInIt) {
  const TemporaryFolder parent;
  fs::path path;
  {
    const RunFolder run(parent.path());
    path = run.path();
    fs::create_directories(path / "store" / "deep");
    tests::write_file(path / "store" / "deep" / "file", "text");
    EXPECT_TRUE(fs::is_directory(path));
  }

  EXPECT_FALSE(fs::exists(path));
}

TEST(RunFolder, IsForItsOwnerAlone) {
  const TemporaryFolder parent;

  const RunFolder run(parent.path());

  EXPECT_EQ(fs::status(run.path()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(runs_in(parent)).permissions(), fs::perms::owner_all);
}

TEST(RunFolder, RemovesWhatAKilledRunLeft) {
  const TemporaryFolder parent;
  const fs::path left = runs_in(parent) / "run-killed";
  { const RunFolder makes_the_folder(parent.path()); }
  fs::create_directory(left);
  tests::write_file(left / "lock", "999999\n");
  tests::write_file(left / "data", "text");

  const RunFolder next(parent.path());

  EXPECT_FALSE(fs::exists(left));
}

TEST(RunFolder, RemovesARunThatWasKilledBeforeItHadALock) {
  const TemporaryFolder parent;
  const fs::path left = runs_in(parent) / "run-early";
  { const RunFolder makes_the_folder(parent.path()); }
  fs::create_directory(left);

  const RunFolder next(parent.path());

  EXPECT_FALSE(fs::exists(left));
}

TEST(RunFolder, LeavesTheRunsThatLive) {
  const TemporaryFolder parent;

  const RunFolder first(parent.path());
  const RunFolder second(parent.path());

  EXPECT_TRUE(fs::is_directory(first.path()));
  EXPECT_NE(first.path(), second.path());
}

TEST(RunFolder, LeavesWhatIsNoRun) {
  const TemporaryFolder parent;
  { const RunFolder makes_the_folder(parent.path()); }
  tests::write_file(runs_in(parent) / "notes", "text");

  const RunFolder next(parent.path());

  EXPECT_TRUE(fs::exists(runs_in(parent) / "notes"));
}

TEST(RunFolder, RefusesAFolderThatOthersMayEnter) {
  const TemporaryFolder parent;
  fs::create_directory(runs_in(parent));
  fs::permissions(runs_in(parent), fs::perms::all);

  EXPECT_THROW(RunFolder{parent.path()}, base::EnvironmentError);
}

TEST(RunFolder, RefusesALinkThatSomebodyPutInItsPlace) {
  const TemporaryFolder parent;
  const TemporaryFolder elsewhere;
  fs::create_directory_symlink(elsewhere.path(), runs_in(parent));

  EXPECT_THROW(RunFolder{parent.path()}, base::EnvironmentError);
  EXPECT_TRUE(fs::is_empty(elsewhere.path()));
}

TEST(RunFolder, SaysWhereItCannotBeMade) {
  try {
    const RunFolder run("/no/such/parent");
    FAIL() << "it was made";
  } catch (const base::EnvironmentError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("/no/such/parent"));
    EXPECT_THAT(error.what(), ::testing::HasSubstr("TMPDIR"));
  }
}

}  // namespace
}  // namespace chefs::producer
