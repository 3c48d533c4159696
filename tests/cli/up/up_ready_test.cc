#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/cli/up/running_up.h"

namespace chefs::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr fs::perms kOwnerOnly = fs::perms::owner_read | fs::perms::owner_write;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// `name` as a shell has it after sourcing the file.
std::string sourced(const std::string& file, const std::string& name) {
  Finished run = run_program(
      {.argv = {"sh", "-c", "set -a; . \"$1\"; exec printenv \"$2\"", "sh",
                file, name}});
  if (!run.out.empty()) run.out.pop_back();
  return run.out;
}

TEST(UpReady, IsOneJsonLineWithEveryUrlAndFile) {
  const TemporaryFolder temporary;

  const Finished run = run_up(temporary, {"--json", "--run-for", "0s"});

  ASSERT_EQ(lines_of(run.out).size(), 1U);
  const auto ready = contract::Json::parse(run.out);
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(ready["ready"], true);
  EXPECT_THAT(ready["websocketUrl"].get<std::string>(),
              StartsWith("ws://127.0.0.1:"));
  EXPECT_THAT(ready["natsUrl"].get<std::string>(),
              StartsWith("nats://127.0.0.1:"));
  EXPECT_THAT(ready["monitoringUrl"].get<std::string>(),
              StartsWith("http://127.0.0.1:"));
  EXPECT_EQ(ready["stream"]["name"], "CHEFS");
  EXPECT_EQ(ready["stream"]["limits"]["maxMsgs"], 1000);
  EXPECT_TRUE(ready["seed"].is_number_unsigned());
  for (const char* file : {"envFile", "producerNkeyFile", "adminNkeyFile"}) {
    EXPECT_TRUE(ready[file].is_string()) << file;
  }
}

TEST(UpReady, IsEightyColumnsWideForPeople) {
  const TemporaryFolder temporary;

  const Finished run = run_up(temporary, {"--run-for", "0s"});

  EXPECT_THAT(run.out,
              AllOf(HasSubstr("ws://127.0.0.1:"), HasSubstr("Env file"),
                    HasSubstr("set -a; . "), HasSubstr("Ctrl-C")));
  for (const std::string& line : lines_of(run.out)) {
    const bool holds_a_path = line.find("/chefs-mock-") != std::string::npos;
    EXPECT_TRUE(holds_a_path || line.size() <= 80) << line;
  }
}

TEST(UpReady, WritesAnEnvFileForItsOwnerThatAShellCanRead) {
  const RunningUp up;
  const std::string file = up.ready()["envFile"];

  EXPECT_EQ(fs::status(file).permissions(), kOwnerOnly);
  EXPECT_EQ(sourced(file, "SERVERS"), up.ready()["websocketUrl"]);
  EXPECT_EQ(sourced(file, "WEBSOCKETS"), "true");
  EXPECT_EQ(sourced(file, "NKEY_USER"),
            up.ready()["consumers"][0]["publicKey"]);
  EXPECT_THAT(sourced(file, "NKEY_SEED"), StartsWith("SU"));
  EXPECT_EQ(sourced(file, "ENCRYPTION_KEY").size(), 64U);
  EXPECT_NE(sourced(file, "SOURCE"), "");
  EXPECT_NE(sourced(file, "DURABLE_NAME"), "");
}

TEST(UpReady, WritesOneEnvFileForEachConsumer) {
  const TemporaryFolder folder;
  const std::string file = folder / "mine.env";

  const RunningUp up({"--consumers", "3", "--env-file", file});

  EXPECT_EQ(up.ready()["envFile"], file);
  EXPECT_EQ(up.ready()["consumers"][2]["envFile"],
            (folder / "mine-3.env").string());
  EXPECT_EQ(fs::status(folder / "mine-2.env").permissions(), kOwnerOnly);
  EXPECT_NE(sourced(folder / "mine-2.env", "NKEY_SEED"),
            sourced(folder / "mine-3.env", "NKEY_SEED"));
  EXPECT_EQ(sourced(folder / "mine-3.env", "DURABLE_NAME"), "local-consumer-3");
}

TEST(UpReady, NamesNoSecretInItsOutput) {
  const TemporaryFolder folder;
  const std::string file = folder / "consumer.env";

  const Finished run = run_up(folder, {"--env-file", file, "--run-for", "0s"});

  EXPECT_EQ(run.out.find(sourced(file, "NKEY_SEED")), std::string::npos);
  EXPECT_EQ(run.out.find(sourced(file, "ENCRYPTION_KEY")), std::string::npos);
}

// NKEY_SEED and ENCRYPTION_KEY of a run from this seed.
std::pair<std::string, std::string> secrets_from(const std::string& seed) {
  const RunningUp up({"--seed", seed});
  const std::string file = up.ready()["envFile"];
  return {sourced(file, "NKEY_SEED"), sourced(file, "ENCRYPTION_KEY")};
}

TEST(UpReady, IsTheSameFromTheSameSeed) {
  const auto first = secrets_from("5");
  const auto again = secrets_from("5");
  const auto other = secrets_from("6");

  EXPECT_EQ(first, again);
  EXPECT_NE(first.first, other.first);
  EXPECT_NE(first.second, other.second);
}

TEST(UpReady, TakesEachLimitByItsOwnOption) {
  const RunningUp up({"--limits", "local", "--max-bytes", "10MiB", "--max-msgs",
                      "7", "--max-msg-size", "unlimited", "--max-age", "1h",
                      "--duplicate-window", "2s"});

  const contract::Json expected = {
      {"maxAgeMs", 3'600'000}, {"maxBytes", 10'485'760},     {"maxMsgs", 7},
      {"maxMsgSizeBytes", -1}, {"duplicateWindowMs", 2'000}, {"replicas", 1}};
  EXPECT_EQ(up.ready()["stream"]["limits"], expected);
}

TEST(UpReady, UsesTheGivenNkeys) {
  const TemporaryFolder folder;
  write_file(folder / "user.nkey",
             "SUADIW6UXY36QPGEVTHTRKE7ANELXEEH3GLPLK6SZW72O6VBYZKEJCSNWA\n");

  const RunningUp up({"--consumer-nkey-file", folder / "user.nkey"});

  EXPECT_EQ(up.ready()["consumers"][0]["publicKey"],
            "UBKFQKEGMJSWLBDXGWPCINWMGZA4GICY6B56QYZU2EQ6APC65CWY2GTG");
}

TEST(UpReady, OffersAChainThatOpensslTrusts) {
  const RunningUp up({"--tls"});
  const std::string url = up.ready()["websocketUrl"];
  ASSERT_THAT(url, StartsWith("wss://"));
  const std::string address = url.substr(std::string("wss://").size());

  const Finished run = run_program(
      {.argv = {"openssl", "s_client", "-connect", address, "-CAfile",
                up.ready()["caFile"], "-verify_return_error", "-verify_ip",
                "127.0.0.1"}});
  const Finished untrusting = run_program(
      {.argv = {"openssl", "s_client", "-connect", address, "-no-CAfile",
                "-no-CApath", "-no-CAstore", "-verify_return_error"}});

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("Verify return code: 0 (ok)"));
  EXPECT_NE(untrusting.exit_code, 0);
}

TEST(UpReady, SaysWhatAnOlderServerCannotDo) {
  const RunningUp up;
  const std::string version = up.ready()["natsServer"]["version"];
  const bool is_old = version.starts_with("2.9.");

  const std::string notes = up.ready()["notes"].dump();

  EXPECT_EQ(notes.find("one filter subject") != std::string::npos, is_old)
      << version << notes;
}

}  // namespace
}  // namespace chefs::tests
