// What `up` says, and with which exit code, when it cannot do what it was
// asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/up/running_up.h"

namespace chefs::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class UpRefuses : public ::testing::Test {
 protected:
  // With --run-for, so that a missing refusal ends the test.
  Finished up(std::vector<std::string> arguments,
              std::map<std::string, std::string> environment = {}) const {
    arguments.insert(arguments.end(), {"--json", "--run-for", "0s"});
    return run_up(folder_, arguments, std::move(environment));
  }

  const TemporaryFolder folder_;
};

TEST_F(UpRefuses, WithoutAServer) {
  const Finished run = up({"--nats-server", "/no/such/server"});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, StartsWith("chefs-mock: cannot find nats-server"));
}

TEST_F(UpRefuses, ServerThatIsTooOld) {
  write_script(folder_ / "old", "#!/bin/sh\necho nats-server: v2.8.4\n");

  const Finished run = up({}, {{"NATS_SERVER", folder_ / "old"}});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, AllOf(HasSubstr("2.8.4"), HasSubstr("2.9.0 or newer")));
}

TEST_F(UpRefuses, PortsThatAreTaken) {
  const RunningUp other;
  const std::string url = other.ready()["natsUrl"];
  const std::string port = url.substr(url.rfind(':') + 1);

  for (const std::string option :
       {"--port", "--websocket-port", "--monitoring-port"}) {
    const Finished run = up({option, port});
    EXPECT_EQ(run.exit_code, 3);
    EXPECT_EQ(run.err, "chefs-mock: cannot start nats-server: port " + port +
                           " on 127.0.0.1 is in use; give " + option +
                           " 0 for any free port\n");
  }
}

TEST_F(UpRefuses, StoreThatAnotherRunUses) {
  const RunningUp other({"--store", folder_ / "store"});

  const Finished run = up({"--store", folder_ / "store"});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, AllOf(HasSubstr((folder_ / "store").string()),
                             HasSubstr("another run, process ")));
}

TEST_F(UpRefuses, StoreThatCannotBeWritten) {
  write_file(folder_ / "file", "text");

  const Finished run = up({"--store", folder_ / "file"});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("cannot make the store"));
}

TEST_F(UpRefuses, StoreOfOtherLimitsUnlessItIsAdopted) {
  const std::string store = folder_ / "store";
  up({"--store", store, "--max-msgs", "5"});

  const Finished refused = up({"--store", store});
  const Finished adopted = up({"--store", store, "--adopt"});

  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("max_msgs: 5 there, 1000 asked"),
                                 HasSubstr("--adopt")));
  EXPECT_EQ(adopted.exit_code, 0);
  const auto ready = contract::Json::parse(adopted.out);
  EXPECT_EQ(ready["stream"]["limits"]["maxMsgs"], 5);
}

TEST_F(UpRefuses, DiskThatIsTooSmallInJetStreamsWords) {
  const Finished run = up({"--max-store", "1MB"});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, AllOf(HasSubstr("insufficient storage resources"),
                             HasSubstr("--max-bytes")));
}

TEST_F(UpRefuses, MalformedNkeyAndNamesTheFault) {
  write_file(folder_ / "lower", "suadiw6uxy36qpgevthtrke7anelxeeh3glplk6szw7");
  write_file(folder_ / "changed",
             "SUADIW6UXY36QPGEVTHTRKE7ANELXEEH3GLPLK6SZW72O6VBYZKEJCSNWB");

  const Finished lower = up({"--producer-nkey-file", folder_ / "lower"});
  const Finished changed = up({"--consumer-nkey-file", folder_ / "changed"});

  EXPECT_EQ(lower.exit_code, 3);
  EXPECT_THAT(lower.err, HasSubstr("lower-case"));
  EXPECT_EQ(changed.exit_code, 3);
  EXPECT_THAT(changed.err, HasSubstr("checksum"));
}

TEST_F(UpRefuses, AddressThatIsNotThisMachines) {
  const Finished run = up({"--host", "192.0.2.1"});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err,
              HasSubstr("192.0.2.1 is not an address of this machine"));
}

TEST_F(UpRefuses, EnvFileThatCannotBeWritten) {
  const Finished run = up({"--env-file", "/no/such/folder/env"});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("cannot write /no/such/folder/env"));
}

TEST_F(UpRefuses, TemporaryFolderThatIsNone) {
  const Finished run =
      run_program({.argv = {chefs_mock().string(), "up", "--run-for", "0s"},
                   .environment = {{"TMPDIR", "/no/such/folder"}}});

  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.err, HasSubstr("TMPDIR"));
}

TEST_F(UpRefuses, OptionsThatMakeNoSense) {
  const std::vector<std::vector<std::string>> mistakes = {
      {"--port", "70000"},           {"--port", "x"},
      {"--limits", "generous"},      {"--max-msgs", "0"},
      {"--max-msgs", "-5"},          {"--max-age", "7"},
      {"--max-bytes", "10XB"},       {"--consumers", "0"},
      {"--profile", "imagined"},     {"--run-for", "soon"},
      {"--max-payload", "65MiB"},    {"--max-payload", "0"},
      {"--duplicate-window", "1ms"}, {"--duplicate-window", "8d"},
      {"--max-msg-size", "3GiB"},    {"--seed", "-1"},
      {"--no-such-option"},          {"--host", ""}};
  for (const auto& mistake : mistakes) {
    const Finished run = up(mistake);
    EXPECT_EQ(run.exit_code, 2) << mistake.front() << " " << run.err;
    EXPECT_THAT(run.err, HasSubstr(mistake.front()));
    EXPECT_EQ(run.out, "");
  }
}

}  // namespace
}  // namespace chefs::tests
