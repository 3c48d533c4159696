#include "base/find_program.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

TEST(FindProgram, LooksANameUpInPath) {
  const auto found = find_program("sh");

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->filename(), "sh");
  EXPECT_TRUE(found->is_absolute());
}

TEST(FindProgram, LooksInTheExtraFoldersToo) {
  const tests::TemporaryFolder folder;
  tests::write_script(folder / "rare-program", "#!/bin/sh\n");

  const auto found = find_program("rare-program", {folder.path()});

  EXPECT_EQ(found, folder / "rare-program");
}

TEST(FindProgram, TakesAPathAsItIs) {
  EXPECT_EQ(find_program("/bin/sh"), "/bin/sh");
}

TEST(FindProgram, FindsNothingWhereNothingIs) {
  EXPECT_EQ(find_program("no-such-program-anywhere"), std::nullopt);
  EXPECT_EQ(find_program("/no/such/program"), std::nullopt);
}

TEST(FindProgram, PassesOverFilesThatCannotBeRun) {
  const tests::TemporaryFolder folder;
  tests::write_file(folder / "notes", "text");

  EXPECT_EQ(find_program(folder / "notes"), std::nullopt);
  EXPECT_EQ(find_program(folder.path()), std::nullopt);
}

}  // namespace
}  // namespace chefs::producer
