// How a publisher in another process finds the stream that `up` runs.
#include "producer/server/local_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/environment_error.h"
#include "producer/server/env_file.h"
#include "producer/server/env_text.h"
#include "producer/server/run_folder.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using contract::Secret;
using testing::HasSubstr;
using tests::TemporaryFolder;

LocalStream some_stream() {
  LocalStream stream;
  stream.nats_url = "nats://127.0.0.1:4222";
  stream.nkey_file = "/tmp/it's here/producer.nkey";
  stream.profile = contract::Profile::kDeployed;
  stream.source = "chefs-local";
  stream.encryption_key = Secret("a 'quoted' key\nof two lines $HOME");
  stream.max_msg_size_bytes = 966'367;
  stream.api_url = "http://127.0.0.1:8080";
  stream.api_token = Secret("token");
  return stream;
}

TEST(LocalStream, IsReadAsItWasWritten) {
  const TemporaryFolder folder;
  const auto file = folder / kProducerEnvFile;

  write_local_stream(file, some_stream());
  const LocalStream read = read_local_stream(file);

  EXPECT_EQ(read.nats_url, "nats://127.0.0.1:4222");
  EXPECT_EQ(read.nkey_file, "/tmp/it's here/producer.nkey");
  EXPECT_EQ(read.profile, contract::Profile::kDeployed);
  EXPECT_EQ(read.encryption_key.reveal(), "a 'quoted' key\nof two lines $HOME");
  EXPECT_EQ(read.max_msg_size_bytes, 966'367);
  EXPECT_EQ(read.api_token.reveal(), "token");
}

TEST(LocalStream, IsReadAlikeByAShell) {
  const TemporaryFolder folder;
  const auto file = folder / kProducerEnvFile;
  write_local_stream(file, some_stream());

  const tests::Finished run = tests::run_program(
      {.argv = {"sh", "-c", ". \"$0\"; printf %s \"$ENCRYPTION_KEY\"", file}});

  EXPECT_EQ(run.out, "a 'quoted' key\nof two lines $HOME");
}

TEST(LocalStream, IsForItsOwnerOnly) {
  const TemporaryFolder folder;
  const auto file = folder / kProducerEnvFile;
  write_local_stream(file, some_stream());
  struct stat status {};

  ::stat(file.c_str(), &status);

  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST(LocalStream, IsFoundWhileItsRunLives) {
  const TemporaryFolder parent;
  EXPECT_THAT(running_local_streams(parent.path()), testing::IsEmpty());
  {
    const RunFolder silent(parent.path());
    const RunFolder run(parent.path());
    write_local_stream(run.path() / kProducerEnvFile, some_stream());

    EXPECT_THAT(running_local_streams(parent.path()),
                testing::ElementsAre(run.path() / kProducerEnvFile));
  }
  EXPECT_THAT(running_local_streams(parent.path()), testing::IsEmpty());
}

TEST(LocalStream, TellsWhatAFileLacks) {
  const TemporaryFolder folder;
  tests::write_file(folder / "consumer.env", "SERVERS=ws://127.0.0.1:1\n");
  std::string told;
  try {
    read_local_stream(folder / "consumer.env");
  } catch (const base::EnvironmentError& error) {
    told = error.what();
  }

  EXPECT_THAT(told, HasSubstr("has no CHEFS_MOCK_NATS_URL"));
  EXPECT_THAT(told, HasSubstr("producer.env"));
  EXPECT_THROW(read_local_stream(folder / "none"), base::EnvironmentError);
}

TEST(EnvText, ReadsWhatAPersonMayHaveWritten) {
  const auto parsed = parse_env_text(
      "# a comment\n\nA=1\nB='two words'\nC=a\\ b\nD=\nE='x'\\''y'");

  ASSERT_TRUE(std::holds_alternative<VariableMap>(parsed));
  EXPECT_THAT(std::get<VariableMap>(parsed),
              testing::ElementsAre(
                  testing::Pair("A", "1"), testing::Pair("B", "two words"),
                  testing::Pair("C", "a b"), testing::Pair("D", ""),
                  testing::Pair("E", "x'y")));
}

TEST(EnvText, TellsTheLineThatIsWrongAndNoValue) {
  const auto told = [](std::string_view text) {
    return std::get<std::string>(parse_env_text(text));
  };

  EXPECT_EQ(told("A=1\nsecret\n"), "line 2 is not NAME=value");
  EXPECT_EQ(told("1A=secret\n"), "line 1 is not NAME=value");
  EXPECT_EQ(told("A=1\nB='secret\nC=2"), "a quote of line 2 is not closed");
}

}  // namespace
}  // namespace chefs::producer
