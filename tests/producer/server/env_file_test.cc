#include "producer/server/env_file.h"

#include <gtest/gtest.h>

#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

// As a shell understands it after `set -a; . file`, told by another program.
std::string in_a_shell(const Variables& variables, const std::string& name) {
  const tests::TemporaryFolder folder;
  tests::write_file(folder / "consumer.env", render_env_file(variables));
  const tests::Finished run = tests::run_program(
      {.argv = {"sh", "-c", "set -a; . \"$1\"; set +a; exec printenv \"$2\"",
                "sh", folder / "consumer.env", name}});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  return run.out;
}

TEST(EnvFile, IsReadByAShellWhateverTheValues) {
  for (const std::string value : {"plain",
                                  "",
                                  "two words",
                                  " leading and trailing ",
                                  "it's",
                                  "''",
                                  "\"double\"",
                                  "$HOME",
                                  "`id`",
                                  "$(id)",
                                  "back\\slash",
                                  "two\nlines",
                                  "tab\there",
                                  "*",
                                  "~",
                                  "#no comment",
                                  "a;b&c|d",
                                  "{\"a\":\"b\"}",
                                  "caf\xC3\xA9 \xE2\x82\xAC",
                                  "!history",
                                  "a=b",
                                  "-n"}) {
    EXPECT_EQ(in_a_shell({{"CHEFS_TEST", value}}, "CHEFS_TEST"), value + "\n")
        << value;
  }
}

TEST(EnvFile, QuotesNothingThatNeedsNoQuotes) {
  EXPECT_EQ(render_env_file(
                {{"SERVERS", "ws://127.0.0.1:8888"}, {"WEBSOCKETS", "true"}}),
            "# A consumer of the local CHEFS stream: set -a; . this file; set "
            "+a\nSERVERS=ws://127.0.0.1:8888\nWEBSOCKETS=true\n");
}

}  // namespace
}  // namespace chefs::producer
