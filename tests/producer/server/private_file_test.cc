#include "producer/server/private_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using std::filesystem::perms;
using tests::TemporaryFolder;

constexpr perms kOwnerOnly = perms::owner_read | perms::owner_write;

perms mode_of(const std::filesystem::path& path) {
  return std::filesystem::status(path).permissions();
}

TEST(PrivateFile, IsForItsOwnerAlone) {
  const TemporaryFolder folder;

  write_private_file(folder / "secret", "text");

  EXPECT_EQ(mode_of(folder / "secret"), kOwnerOnly);
  EXPECT_EQ(tests::read_file(folder / "secret"), "text");
}

TEST(PrivateFile, TakesOverAFileThatEverybodyCouldRead) {
  const TemporaryFolder folder;
  tests::write_file(folder / "secret", "a longer text than the new one");
  std::filesystem::permissions(folder / "secret", perms::all);

  write_private_file(folder / "secret", "text");

  EXPECT_EQ(mode_of(folder / "secret"), kOwnerOnly);
  EXPECT_EQ(tests::read_file(folder / "secret"), "text");
}

TEST(PrivateFile, SaysWhichFileCannotBeWritten) {
  try {
    write_private_file("/no/such/folder/secret", "text");
    FAIL() << "it was written";
  } catch (const base::EnvironmentError& error) {
    EXPECT_THAT(error.what(),
                ::testing::StartsWith("cannot write /no/such/folder/secret"));
  }
}

TEST(PrivateFile, SaysThatTheDiskIsFull) {
  try {
    write_private_file("/dev/full", "text");
    FAIL() << "it was written";
  } catch (const base::EnvironmentError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("No space left"));
  }
}

}  // namespace
}  // namespace chefs::producer
