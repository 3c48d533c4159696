// The proxy's bytes: what a server wrote and a program reads, and the other way
// round, with a server that does as it is told and a program that only reads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <vector>

#include "consumer-kit/conformance/proxy/proxy.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/websocket_frames.h"

namespace chefs::conformance {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::binary_frame;
using tests::FakeServer;
using tests::Socket;

constexpr const char* kUpgrade =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

std::uint16_t port_of(const FakeServer& server) {
  const std::string url = server.url();
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

constexpr const char* kSwitching = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

std::string message(int sequence) {
  return "MSG a 1 $JS.ACK.CHEFS.d.1." + std::to_string(sequence) +
         ".1.1700000000000000000.0 2\r\nhi\r\n";
}

Fault at_3rd_delivery(FaultAction action) {
  return {.when = {.moment = FaultMoment::kDelivery, .nth = 3},
          .action = action};
}

// What a program reads of five messages that came in one frame.
std::string read_of_one_frame(const Fault& fault) {
  FakeServer server([](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write(kSwitching);
    socket.write(binary_frame("INFO {}\r\n" + message(1) + message(2) +
                              message(3) + message(4) + message(5)));
    socket.read_to_end();
  });
  Proxy proxy({.upstreams = {{.port = port_of(server)}}}, {.faults = {fault}},
              {});
  Socket program = Socket::connect(proxy.ports().front());
  program.write(kUpgrade);
  program.read_until("\r\n\r\n");
  return program.read_to_end();
}

// As a program sends it; the proxy masks with zeros.
std::string make_program_frame(std::string_view payload) {
  return "\x82"s + static_cast<char>(0x80 | payload.size()) + "\0\0\0\0"s +
         std::string(payload);
}

TEST(ProxyBytes, BeforeACutAreAFrameOfTheirOwn) {
  EXPECT_EQ(read_of_one_frame(at_3rd_delivery(FaultAction::kCut)),
            binary_frame("INFO {}\r\n" + message(1) + message(2)));
}

TEST(ProxyBytes, HoldTheEventThatIsCutAfter) {
  EXPECT_EQ(read_of_one_frame(at_3rd_delivery(FaultAction::kCutAfter)),
            binary_frame("INFO {}\r\n" + message(1) + message(2)) +
                binary_frame(message(3)));
}

TEST(ProxyBytes, HoldThePartOfTheFrameThatWasAsked) {
  Fault fault = at_3rd_delivery(FaultAction::kCutInsideFrame);
  fault.bytes = 12;

  EXPECT_EQ(
      read_of_one_frame(fault),
      binary_frame("INFO {}\r\n" + message(1) + message(2)) +
          binary_frame(message(3) + message(4) + message(5)).substr(0, 12));
}

TEST(ProxyBytes, NeverHoldTheWholeOfAFrameThatIsCutInside) {
  Fault fault = at_3rd_delivery(FaultAction::kCutInsideFrame);
  fault.bytes = 1'000'000;
  const std::string frame = binary_frame(message(3) + message(4) + message(5));

  EXPECT_EQ(read_of_one_frame(fault),
            binary_frame("INFO {}\r\n" + message(1) + message(2)) +
                frame.substr(0, frame.size() - 1));
}

TEST(ProxyBytes, EndWithACloseFrameThatHasTheCode) {
  Fault fault = at_3rd_delivery(FaultAction::kClose);
  fault.code = 1'001;

  EXPECT_EQ(read_of_one_frame(fault),
            binary_frame("INFO {}\r\n" + message(1) + message(2)) +
                binary_frame(message(3)) + tests::close_frame(1'001));
}

const std::string kAck =
    "PUB $JS.ACK.CHEFS.d.1.1.1.1700000000000000000.0 4\r\n+ACK\r\n";

// What a server reads of two frames when the second acknowledgement is lost.
std::string read_by_server(const std::string& first,
                           const std::string& second) {
  std::promise<std::string> received;
  FakeServer server([&](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write(kSwitching);
    received.set_value(socket.read_to_end());
  });
  Proxy proxy({.upstreams = {{.port = port_of(server)}}},
              {.faults = {{.when = {.moment = FaultMoment::kAck, .nth = 2},
                           .action = FaultAction::kLoseAcks}}},
              {});
  {
    Socket program = Socket::connect(proxy.ports().front());
    program.write(kUpgrade);
    program.read_until("\r\n\r\n");
    program.write(tests::masked_frame(0x82, first));
    program.write(tests::masked_frame(0x82, second));
  }
  return received.get_future().get();
}

TEST(ProxyBytes, OfALostAcknowledgementDoNotReachTheServer) {
  const std::size_t inside_payload = kAck.size() - 4;

  EXPECT_EQ(read_by_server(kAck + kAck.substr(0, inside_payload),
                           kAck.substr(inside_payload) + "PING\r\n"),
            make_program_frame(kAck) + make_program_frame("PING\r\n"));
}

TEST(ProxyBytes, OfAnAcknowledgementWhoseBeginHasPassedAreNotLost) {
  EXPECT_EQ(read_by_server(kAck + kAck.substr(0, 30),
                           kAck.substr(30) + kAck + "PING\r\n"),
            tests::masked_frame(0x82, kAck + kAck.substr(0, 30)) +
                make_program_frame(kAck.substr(30)) +
                make_program_frame("PING\r\n"));
}

TEST(ProxyBytes, OfPlainNatsAreCutAtADelivery) {
  const std::string info = "INFO {}\r\n";
  FakeServer server([&](Socket& socket) {
    socket.write(info + message(1) + message(2) + message(3) + message(4));
    socket.read_to_end();
  });
  Proxy proxy(
      {.protocol = ProxyProtocol::kNats,
       .upstreams = {{.port = port_of(server)}}},
      {.faults = {{.when = {.moment = FaultMoment::kDelivery, .nth = 3}}}}, {});
  Socket program = Socket::connect(proxy.ports().front());

  EXPECT_EQ(program.read_to_end(), info + message(1) + message(2));
}

TEST(ProxyBytes, PassAsTheyCameHoweverTheyAreCut) {
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

// What a program has read of a frame before the server sends the rest of it.
std::string read_before_the_rest(const FaultPlan& plan,
                                 std::vector<std::uint64_t>& delivered) {
  const std::string frame = binary_frame(message(1) + message(2));
  const std::size_t half = frame.size() / 2;
  std::promise<void> may_go_on;
  FakeServer server([&](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write(kSwitching);
    socket.write(frame.substr(0, half));
    may_go_on.get_future().wait();
    socket.write(frame.substr(half));
    socket.read_to_end();
  });
  std::mutex mutex;
  Proxy proxy({.upstreams = {{.port = port_of(server)}}}, plan,
              {.on_event = [&](const TimelineEvent& event) {
                std::lock_guard lock(mutex);
                if (event.kind != EventKind::kDelivered) return;
                delivered.push_back(event.sequence);
              }});
  Socket program = Socket::connect(proxy.ports().front());
  program.write(kUpgrade);
  program.read_until("\r\n\r\n");
  std::string first;
  if (plan.faults.empty()) first = program.read(half);
  may_go_on.set_value();
  EXPECT_EQ(first + program.read(frame.size() - first.size()), frame);
  std::lock_guard lock(mutex);
  return first;
}

TEST(ProxyBytes, OfALongFramePassBeforeItsEndIfNothingIsToBreak) {
  std::vector<std::uint64_t> delivered;

  EXPECT_NE(read_before_the_rest({}, delivered), "");
  EXPECT_THAT(delivered, ::testing::ElementsAre(1, 2));
}

TEST(ProxyBytes, OfALongFrameAreGatheredWhileAFaultMayStrike) {
  std::vector<std::uint64_t> delivered;

  EXPECT_EQ(read_before_the_rest(
                {.faults = {at_3rd_delivery(FaultAction::kCut)}}, delivered),
            "");
  EXPECT_THAT(delivered, ::testing::ElementsAre(1, 2));
}

TEST(ProxyBytes, PassThatAreNotNats) {
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

TEST(ProxyBytes, OfARefusedUpgradePass) {
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

TEST(ProxyBytes, AreNotPassedOnWhenTheProgramIsKilled) {
  std::promise<std::string> to_server;
  FakeServer server([&](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    to_server.set_value(socket.read_to_end());
  });
  std::promise<void> killed;
  std::promise<std::uint64_t> acknowledged;
  Proxy proxy({.upstreams = {{.port = port_of(server)}}},
              {.faults = {{.when = {.moment = FaultMoment::kAck},
                           .action = FaultAction::kProgramKill}}},
              {.on_event =
                   [&](const TimelineEvent& event) {
                     if (event.kind == EventKind::kAcked)
                       acknowledged.set_value(event.sequence);
                   },
               .on_program_kill = [&] { killed.set_value(); }});
  Socket program = Socket::connect(proxy.ports().front());

  program.write(kUpgrade);
  program.read_until("\r\n\r\n");
  program.write(tests::masked_frame(
      0x82,
      "PING\r\nPUB $JS.ACK.CHEFS.d.1.1.1.1700000000000000000.0 0\r\n\r\n"));

  killed.get_future().get();
  EXPECT_EQ(acknowledged.get_future().get(), 1u);
  // What came before it, in a frame of its own.
  EXPECT_EQ(to_server.get_future().get(), "\x82\x86\x00\x00\x00\x00PING\r\n"s);
}

}  // namespace
}  // namespace chefs::conformance
