#include "base/read_file.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::base {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;

TEST(ReadFile, GivesEveryByte) {
  const tests::TemporaryFolder folder;
  const auto file = folder / "bytes";
  for (const std::size_t size : {0u, 1u, 4'095u, 4'096u, 4'097u, 300'000u}) {
    std::string text(size, 'x');
    if (size > 2) text.replace(size / 2, 1, 1, '\0');
    std::ofstream(file, std::ios::binary) << text;
    EXPECT_EQ(read_file(file), text) << size;
  }
}

// The kernel says that its size is 0.
TEST(ReadFile, GivesAllOfWhatHasNoSize) {
  EXPECT_THAT(read_file("/proc/self/status"), HasSubstr("\nPid:"));
  std::string maps;
  std::ifstream in("/proc/self/maps");
  for (std::string line; std::getline(in, line);) maps += line + "\n";
  EXPECT_GT(maps.size(), 4'096u);
  EXPECT_GT(read_file("/proc/self/maps").size(), 4'096u);
}

TEST(ReadFile, SaysWhyItCannot) {
  const tests::TemporaryFolder folder;
  const auto why = [](const std::filesystem::path& file,
                      std::string_view what) {
    try {
      read_file(file, what);
    } catch (const EnvironmentError& error) {
      return std::string(error.what());
    }
    return std::string("nothing");
  };
  const std::string name = (folder / "").string();
  EXPECT_EQ(why(folder / "", ""), "cannot read " + name + ": Is a directory");
  EXPECT_EQ(
      why(folder / "none", "key file"),
      "cannot read the key file " + name + "none: No such file or directory");
}

// As of a process that ends between open() and read().
TEST(ReadFile, GivesNothingIfReadingEndsInAnError) {
  errno = 0;
  EXPECT_EQ(try_read_file("/proc/self/mem"), std::nullopt);
  EXPECT_EQ(errno, EIO);
}

}  // namespace
}  // namespace chefs::base
