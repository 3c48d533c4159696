#include "producer/server/store_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using tests::TemporaryFolder;

std::string error_of(const std::filesystem::path& path) {
  try {
    const StoreFolder store(path);
  } catch (const base::EnvironmentError& error) {
    return error.what();
  }
  return "used";
}

TEST(StoreFolder, IsMadeWithItsParents) {
  const TemporaryFolder folder;

  const StoreFolder store(folder / "a/b");

  EXPECT_TRUE(std::filesystem::is_directory(folder / "a/b"));
  EXPECT_TRUE(store.path().is_absolute());
}

TEST(StoreFolder, IsForOneRunAtATimeAndNamesTheOther) {
  const TemporaryFolder folder;
  const StoreFolder first(folder / "store");

  EXPECT_THAT(error_of(folder / "store"),
              AllOf(HasSubstr((folder / "store").string()),
                    HasSubstr("process " + std::to_string(::getpid())),
                    HasSubstr("another --store")));
}

TEST(StoreFolder, IsFreeAgainAfterARun) {
  const TemporaryFolder folder;
  { const StoreFolder first(folder / "store"); }

  EXPECT_EQ(error_of(folder / "store"), "used");
}

TEST(StoreFolder, SaysThatItCannotBeMade) {
  const TemporaryFolder folder;
  tests::write_file(folder / "file", "text");

  EXPECT_THAT(error_of(folder / "file/store"),
              AllOf(HasSubstr("cannot make the store"),
                    HasSubstr((folder / "file/store").string())));
  EXPECT_THAT(error_of(folder / "file"), HasSubstr("Not a directory"));
}

}  // namespace
}  // namespace chefs::producer
