#include "producer/server/server_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "producer/server/nats_server_binary.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::TemporaryFolder;

// Keys that nats-server accepts, from NATS' own documentation of NKeys.
constexpr const char* kUserKey =
    "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

ServerConfig config_in(const TemporaryFolder& folder) {
  ServerConfig config;
  config.store_folder = folder / "store";
  config.ports_folder = folder.path();
  config.admin_key = kUserKey;
  config.producer_key =
      "UBKFQKEGMJSWLBDXGWPCINWMGZA4GICY6B56QYZU2EQ6APC65CWY2GTG";
  config.system_key =
      "UCTZZLMUOWIOTYGJHVKVLGP76RWWCQFRJ2TKN73LBWR4UUXPOZV6D3TI";
  config.consumer_keys = {
      "UCAS23PXJOECPE77H767C62HEM2S3OKHPIYZ6LRL2Y4TV6X3QY7NT4AH"};
  return config;
}

// nats-server's own opinion.
tests::Finished checked_by_server(const TemporaryFolder& folder,
                                  const ServerConfig& config) {
  tests::write_file(folder / "server.conf", render_server_config(config));
  return tests::run_program({.argv = {find_nats_server({}).path.string(), "-t",
                                      "-c", folder / "server.conf"}});
}

TEST(ServerConfig, IsAcceptedByTheServer) {
  const TemporaryFolder folder;

  const tests::Finished run = checked_by_server(folder, config_in(folder));

  EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST(ServerConfig, IsAcceptedWithPathsOfAwkwardCharacters) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.store_folder = folder / "a \"quoted\" b\\c $HOME";

  const tests::Finished run = checked_by_server(folder, config);

  EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST(ServerConfig, ListensOnLoopbackOnAnyPortUnlessAsked) {
  const TemporaryFolder folder;

  const std::string text = render_server_config(config_in(folder));

  EXPECT_THAT(text, AllOf(HasSubstr("\nlisten: \"127.0.0.1:-1\"\n"),
                          HasSubstr("\nhttp: \"127.0.0.1:-1\"\n"),
                          HasSubstr("websocket {\n  listen: \"127.0.0.1:-1\"\n"
                                    "  no_tls: true\n")));
}

TEST(ServerConfig, KeepsMonitoringOnLoopbackWhateverTheHost) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.host = "0.0.0.0";
  config.port = 4222;
  config.websocket_port = 8888;
  config.monitoring_port = 8222;

  const std::string text = render_server_config(config);

  EXPECT_THAT(text, AllOf(HasSubstr("listen: \"0.0.0.0:4222\""),
                          HasSubstr("listen: \"0.0.0.0:8888\""),
                          HasSubstr("http: \"127.0.0.1:8222\"")));
}

TEST(ServerConfig, PutsAnIpv6AddressInBrackets) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.host = "::1";

  EXPECT_THAT(render_server_config(config), HasSubstr("listen: \"[::1]:-1\""));
}

TEST(ServerConfig, NamesTheCertificateForTls) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.tls = {.certificate = "/c/server.pem", .key = "/c/server-key.pem"};

  const std::string text = render_server_config(config);

  EXPECT_THAT(text, AllOf(HasSubstr("cert_file: \"/c/server.pem\""),
                          HasSubstr("key_file: \"/c/server-key.pem\""),
                          Not(HasSubstr("no_tls"))));
}

TEST(ServerConfig, HoldsTheLimitsOfTheServer) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.max_payload_bytes = 12'345;
  config.max_file_store_bytes = 67'890;

  EXPECT_THAT(render_server_config(config),
              AllOf(HasSubstr("max_payload: 12345\n"),
                    HasSubstr("max_file_store: 67890\n")));
}

TEST(ServerConfig, GivesEveryConsumerAUser) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.consumer_keys = {"UONE", "UTWO"};

  EXPECT_THAT(render_server_config(config),
              AllOf(HasSubstr("nkey: \"UONE\""), HasSubstr("nkey: \"UTWO\"")));
}

TEST(ServerConfig, TakesFromConsumersWhatIsTaken) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.ping_interval = std::chrono::milliseconds(400);

  config.consumer_access = ConsumerAccess::kMute;
  EXPECT_EQ(checked_by_server(folder, config).exit_code, 0);
  EXPECT_THAT(render_server_config(config),
              AllOf(HasSubstr(config.consumer_keys.front()),
                    HasSubstr("ping_interval: \"400ms\"")));

  config.consumer_access = ConsumerAccess::kNone;
  EXPECT_EQ(checked_by_server(folder, config).exit_code, 0);
  EXPECT_THAT(render_server_config(config),
              Not(HasSubstr(config.consumer_keys.front())));
}

}  // namespace
}  // namespace chefs::producer
