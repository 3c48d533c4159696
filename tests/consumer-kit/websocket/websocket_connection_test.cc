// The tunnel and a connection through it, against a real nats-server.
#include "consumer-kit/websocket/websocket_connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"
#include "contract/random_source.h"
#include "tests/consumer-kit/real_server.h"

namespace chefs::consumer {
namespace {

using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(WebSocketConnection, ReachesARealServerByNkey) {
  const tests::RealServer server;

  const WebSocketConnection nats(
      {.servers = {server.websocket_url()}, .nkey = server.consumer()});

  EXPECT_EQ(natsConnection_FlushTimeout(nats.get(), 5'000), NATS_OK);
  EXPECT_EQ(nats.last_error(), "");
}

TEST(WebSocketConnection, NamesAnNkeyThatTheServerDoesNotKnow) {
  const tests::RealServer server;
  contract::SystemRandom random;
  const auto stranger = contract::UserNkey::create(random);

  const auto connect = [&] {
    WebSocketConnection nats(
        {.servers = {server.websocket_url()}, .nkey = stranger});
  };

  EXPECT_THAT(connect, ThrowsMessage<EnvironmentError>(
                           AllOf(HasSubstr(server.websocket_url()),
                                 HasSubstr("Authorization Violation"),
                                 HasSubstr(stranger.public_key()))));
}

}  // namespace
}  // namespace chefs::consumer
