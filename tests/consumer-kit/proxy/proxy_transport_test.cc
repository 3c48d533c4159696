// What the proxy speaks: WebSocket with and without TLS, plain NATS; and that
// it passes on bytes as they came.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>

#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/proxy/proxy_world.h"
#include "tests/consumer-kit/websocket_frames.h"
#include "transport/environment_error.h"

namespace chefs::conformance {
namespace {

using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::FakeServer;
using tests::ProxyWorld;
using tests::Socket;
using tests::WebSocketListener;

constexpr const char* kUpgrade =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

std::uint16_t port_of(const FakeServer& server) {
  const std::string url = server.url();
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

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

TEST(ProxyTransport, CutsPlainNatsAtADelivery) {
  ProxyWorld world(
      {.faults =
           R"([{"when":{"event":"delivery","nth":3},"do":{"cut":"before"}}])",
       .protocol = ProxyProtocol::kNats});
  world.publish(5);

  const auto run = world.run_client(5, {{"NATS", "true"}});

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2)) << run.err;
  EXPECT_EQ(world.events(EventKind::kDelivered).size(), 2u);
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
               transport::EnvironmentError);
}

TEST(ProxyTransport, PassesFramesOnAsTheyCameHoweverTheyAreCut) {
  const std::string sent =
      tests::masked_frame(0x02, "PI") + tests::masked_frame(0x80, "NG\r\n") +
      tests::masked_frame(0x82, "PUB SANDBOX.x 2\r\nhi\r\n");
  std::promise<std::string> request;
  std::promise<std::string> received;
  FakeServer server([&](Socket& socket) {
    request.set_value(socket.read_until("\r\n\r\n"));
    socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    received.set_value(socket.read(sent.size()));
    socket.write_byte_by_byte(tests::binary_frame("PONG\r\n"));
    socket.read_to_end();
  });
  Proxy proxy({.upstreams = {{.port = port_of(server)}}}, {}, {});
  Socket program = Socket::connect(proxy.ports().front());

  program.write(kUpgrade);
  program.read_until("\r\n\r\n");
  program.write_byte_by_byte(sent);

  EXPECT_EQ(received.get_future().get(), sent);
  EXPECT_EQ(program.read(8), tests::binary_frame("PONG\r\n"));
  EXPECT_THAT(request.get_future().get(),
              Not(HasSubstr("Sec-WebSocket-Extensions")));
}

TEST(ProxyTransport, PassesOnWhatIsNotNats) {
  const std::string sent = tests::masked_frame(0x82, "PUB x many\r\n");
  std::promise<std::string> received;
  FakeServer server([&](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    received.set_value(socket.read(2 * sent.size()));
  });
  Proxy proxy({.upstreams = {{.port = port_of(server)}}}, {}, {});
  Socket program = Socket::connect(proxy.ports().front());

  program.write(kUpgrade);
  program.read_until("\r\n\r\n");
  program.write(sent + sent);

  EXPECT_EQ(received.get_future().get(), sent + sent);
}

TEST(ProxyTransport, PassesOnARefusedUpgrade) {
  FakeServer server([&](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  });
  std::promise<TimelineEvent> told;
  Proxy proxy({.upstreams = {{.port = port_of(server)}}}, {},
              {.on_event = [&](TimelineEvent event) {
                told.set_value(std::move(event));
              }});
  Socket program = Socket::connect(proxy.ports().front());

  program.write(kUpgrade);

  EXPECT_THAT(program.read_to_end(), HasSubstr("403 Forbidden"));
  const TimelineEvent event = told.get_future().get();
  EXPECT_EQ(event.kind, EventKind::kRefused);
  EXPECT_EQ(event.text, "the server: HTTP/1.1 403 Forbidden");
}

TEST(ProxyTransport, KillsTheProgramBeforeTheEventIsPassedOn) {
  std::promise<std::string> to_server;
  FakeServer server([&](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    to_server.set_value(socket.read_to_end());
  });
  std::promise<FaultAction> asked;
  std::promise<std::uint64_t> acknowledged;
  Proxy proxy(
      {.upstreams = {{.port = port_of(server)}}},
      {.faults = {{.when = {.moment = FaultMoment::kAck},
                   .action = FaultAction::kProgramKill}}},
      {.on_event =
           [&](const TimelineEvent& event) {
             if (event.kind == EventKind::kAcked)
               acknowledged.set_value(event.sequence);
           },
       .on_server_fault = [&](FaultAction action,
                              std::size_t) { asked.set_value(action); }});
  Socket program = Socket::connect(proxy.ports().front());

  program.write(kUpgrade);
  program.read_until("\r\n\r\n");
  program.write(tests::masked_frame(
      0x82,
      "PING\r\nPUB $JS.ACK.CHEFS.d.1.1.1.1700000000000000000.0 0\r\n\r\n"));

  EXPECT_EQ(asked.get_future().get(), FaultAction::kProgramKill);
  EXPECT_EQ(acknowledged.get_future().get(), 1u);
  // What came before it, in a frame of its own.
  EXPECT_EQ(to_server.get_future().get(), "\x82\x86\x00\x00\x00\x00PING\r\n"s);
}

}  // namespace
}  // namespace chefs::conformance
