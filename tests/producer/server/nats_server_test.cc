#include "producer/server/nats_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

#include "base/file_descriptor.h"
#include "contract/nkey.h"
#include "contract/random_source.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::HasSubstr;
using tests::TemporaryFolder;

ServerConfig config_in(const TemporaryFolder& folder) {
  contract::SystemRandom random;
  const auto key = [&] {
    return contract::UserNkey::create(random).public_key();
  };
  ServerConfig config;
  config.store_folder = folder / "store";
  config.admin_key = key();
  config.producer_key = key();
  config.system_key = key();
  config.consumer_keys = {key()};
  return config;
}

std::string start_error(const TemporaryFolder& folder, ServerConfig config) {
  try {
    const NatsServer server(find_nats_server({}), std::move(config),
                            folder.path());
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "started";
}

bool has_ended(const NatsServer& server) {
  constexpr int kOneSecond = 1'000;
  pollfd wanted{.fd = server.exit_descriptor(), .events = POLLIN, .revents = 0};
  return ::poll(&wanted, 1, kOneSecond) == 1;
}

bool can_bind(int port) {
  const base::FileDescriptor socket(
      ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address),
                sizeof(address)) == 0;
}

TEST(NatsServer, ListensWhereItSaysOnceItIsMade) {
  const TemporaryFolder folder;

  const NatsServer server(find_nats_server({}), config_in(folder),
                          folder.path());

  EXPECT_GT(server.ports().client, 0);
  EXPECT_GT(server.ports().websocket, 0);
  EXPECT_GT(server.ports().monitoring, 0);
  EXPECT_EQ(::kill(server.pid(), 0), 0);
}

TEST(NatsServer, ComesBackOnTheSamePortsAfterAKill) {
  const TemporaryFolder folder;
  NatsServer server(find_nats_server({}), config_in(folder), folder.path());
  const ServerPorts before = server.ports();
  const pid_t first = server.pid();

  server.kill();
  server.start_again();

  EXPECT_NE(server.pid(), first);
  EXPECT_EQ(server.ports().client, before.client);
  EXPECT_EQ(server.ports().websocket, before.websocket);
  EXPECT_EQ(server.ports().monitoring, before.monitoring);
}

// As the local end of a connection, say, which is how one is lost in practice.
TEST(NatsServer, LetsNobodyTakeItsPortsWhileItIsDown) {
  const TemporaryFolder folder;
  NatsServer server(find_nats_server({}), config_in(folder), folder.path());

  server.kill();

  EXPECT_FALSE(can_bind(server.ports().client));
  EXPECT_FALSE(can_bind(server.ports().websocket));
  EXPECT_FALSE(can_bind(server.ports().monitoring));
}

TEST(NatsServer, GivesItsPortsBackAtItsEnd) {
  const TemporaryFolder folder;
  const ServerPorts ports =
      NatsServer(find_nats_server({}), config_in(folder), folder.path())
          .ports();

  EXPECT_TRUE(can_bind(ports.client));
  EXPECT_TRUE(can_bind(ports.websocket));
  EXPECT_TRUE(can_bind(ports.monitoring));
}

TEST(NatsServer, TellsHowItEndedWithTheEndOfItsLog) {
  const TemporaryFolder folder;
  const NatsServer server(find_nats_server({}), config_in(folder),
                          folder.path());

  ::kill(server.pid(), SIGKILL);

  ASSERT_TRUE(has_ended(server));
  EXPECT_THAT(server.unexpected_end().what(),
              AllOf(HasSubstr("nats-server was killed by SIGKILL"),
                    HasSubstr("Server is ready")));
}

TEST(NatsServer, SaysWhichPortIsInUse) {
  const TemporaryFolder folder;
  const TemporaryFolder other_folder;
  const NatsServer other(find_nats_server({}), config_in(other_folder),
                         other_folder.path());
  ServerConfig client = config_in(folder);
  client.port = other.ports().client;
  ServerConfig websocket = config_in(folder);
  websocket.websocket_port = other.ports().client;
  ServerConfig monitoring = config_in(folder);
  monitoring.monitoring_port = other.ports().client;

  const auto says = [&](const std::string& option) {
    return HasSubstr("port " + std::to_string(other.ports().client) +
                     " on 127.0.0.1 is in use; give " + option + " 0");
  };
  EXPECT_THAT(start_error(folder, client), says("--port"));
  EXPECT_THAT(start_error(folder, websocket), says("--websocket-port"));
  EXPECT_THAT(start_error(folder, monitoring), says("--monitoring-port"));
}

TEST(NatsServer, SaysThatItCannotUseItsStore) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  tests::write_file(folder / "file", "text");
  config.store_folder = folder / "file";

  EXPECT_THAT(start_error(folder, config),
              AllOf(HasSubstr("JetStream cannot use its store"),
                    HasSubstr("give another --store")));
}

TEST(NatsServer, ShowsTheLogIfItDoesNotKnowTheReason) {
  const TemporaryFolder folder;
  ServerConfig config = config_in(folder);
  config.admin_key = "not an NKey";

  EXPECT_THAT(start_error(folder, config),
              AllOf(HasSubstr("it exited with status 1; its log ends:"),
                    HasSubstr("Not a valid public nkey")));
}

}  // namespace
}  // namespace chefs::producer
