// What the proxy speaks: WebSocket with and without TLS, and plain NATS.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"
#include "tests/consumer-kit/conformance/proxy/proxy_world.h"

namespace chefs::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::ProxyWorld;
using tests::WebSocketListener;

TEST(ProxyTransport, TerminatesTlsTowardsTheProgram) {
  ProxyWorld world({.towards_program = WebSocketListener::kTls});
  world.publish(3);

  const auto run = world.run_stock_consumer();

  EXPECT_THAT(world.proxy().urls().front(), HasSubstr("wss://"));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(world.events(EventKind::kDelivered).size(), 3u);
  EXPECT_EQ(world.events(EventKind::kConnected).front().text, "websocket tls");
}

TEST(ProxyTransport, CutsAndClosesThroughTlsToo) {
  ProxyWorld world(
      {.faults = R"([{"when":{"event":"delivery","nth":2},"do":{"cut":"after"}},
                     {"when":{"event":"delivery","nth":4},
                      "do":{"close":1011}}])",
       .towards_program = WebSocketListener::kTls});
  world.publish(6);

  const auto run = world.run_client(6, {{"RECONNECT", "true"}});

  EXPECT_THAT(run.all("close"), ElementsAre(1006, 1011)) << run.err;
  EXPECT_EQ(world.stream().ack_floor("client"), 6u);
}

TEST(ProxyTransport, TellsOfAProgramThatDoesNotTrustItsCertificate) {
  ProxyWorld world({.towards_program = WebSocketListener::kTls});

  const auto run = world.run_stock_consumer({{"NODE_EXTRA_CA_CERTS", ""}});

  EXPECT_NE(run.exit_code, 0);
  ASSERT_TRUE(world.wait_for(EventKind::kRefused));
  EXPECT_THAT(world.events(EventKind::kRefused).front().text,
              HasSubstr("no TLS"));
}

TEST(ProxyTransport, SpeaksPlainNats) {
  ProxyWorld world({.protocol = ProxyProtocol::kNats});
  world.publish(3);

  const auto run = world.run_client(3, {{"NATS", "true"}});

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2, 3)) << run.err;
  EXPECT_EQ(world.events(EventKind::kConnected).front().text, "nats");
  EXPECT_EQ(world.events(EventKind::kDelivered).size(), 3u);
  EXPECT_EQ(world.events(EventKind::kAcked).size(), 3u);
}

TEST(ProxyTransport, LosesAnAcknowledgementOfPlainNats) {
  ProxyWorld world(
      {.faults = R"([{"when":{"event":"ack"},"do":{"lose-acks":{"times":1}}}])",
       .protocol = ProxyProtocol::kNats});
  world.publish(2);

  const auto run = world.run_client(2, {{"NATS", "true"}});

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2, 1)) << run.err;
  EXPECT_EQ(world.events(EventKind::kAcked).size(), 2u);
}

TEST(ProxyTransport, DoesNotPutTlsBeforePlainNats) {
  EXPECT_THROW(Proxy({.protocol = ProxyProtocol::kNats,
                      .upstreams = {{.port = 1}},
                      .certificate_chain = "a",
                      .private_key = "b"},
                     {}, {}),
               base::EnvironmentError);
}

}  // namespace
}  // namespace chefs::conformance
