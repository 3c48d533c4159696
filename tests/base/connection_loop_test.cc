// A connection whose socket the test itself reads and writes, to a server that
// the test writes word for word.
#include "base/connection_loop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "base/nats_connection.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::base {
namespace {

using std::chrono::steady_clock;
using tests::EventLog;
using tests::FakeServer;
using tests::Socket;
using namespace std::chrono_literals;

void publish(const NatsConnection& nats, const std::string& text) {
  ASSERT_EQ(natsConnection_Publish(nats.get(), "s", text.data(),
                                   static_cast<int>(text.size())),
            NATS_OK);
}

// Waits until it is so; false if that takes ten seconds.
template <class IsSo>
bool run_until(ConnectionLoop& loop, IsSo is_so) {
  const auto deadline = steady_clock::now() + 10s;
  while (!is_so()) {
    if (steady_clock::now() >= deadline) return false;
    loop.wait(deadline);
  }
  return true;
}

TEST(ConnectionLoop, SendsAndReadsWhenItIsToldTo) {
  EventLog<std::string> received;
  ConnectionLoop loop;
  FakeServer server([&](Socket& socket) {
    tests::greet_nats_client(socket);
    socket.write("PING\r\n");
    received.add(socket.read_until("PONG\r\n"));
    loop.wake();
    socket.read_to_end();
  });
  const NatsConnection nats({.url = server.url("nats"), .loop = &loop});

  publish(nats, "text");
  EXPECT_TRUE(loop.has_unsent());
  loop.send();
  EXPECT_FALSE(loop.has_unsent());
  EXPECT_TRUE(run_until(loop, [&] { return !received.all().empty(); }));

  EXPECT_EQ(received.all(),
            std::vector<std::string>{"PUB s 4\r\ntext\r\nPONG\r\n"});
}

TEST(ConnectionLoop, SendsLaterWhatTheSocketDoesNotTakeAtOnce) {
  constexpr std::size_t kBytes = 32 << 20;
  const std::string head = "PUB s " + std::to_string(kBytes) + "\r\n";
  EventLog<int> gate;
  EventLog<std::string> received;
  ConnectionLoop loop;
  FakeServer server([&](Socket& socket) {
    tests::greet_nats_client(socket);
    gate.wait_for([](int) { return true; });
    received.add(socket.read(head.size() + kBytes + 2));
    loop.wake();
    socket.read_to_end();
  });
  const NatsConnection nats({.url = server.url("nats"), .loop = &loop});
  std::string text(kBytes, 'x');
  text.back() = 'z';

  publish(nats, text);
  loop.send();
  EXPECT_TRUE(loop.has_unsent());
  gate.add(1);
  EXPECT_TRUE(run_until(loop, [&] { return !received.all().empty(); }));

  EXPECT_FALSE(loop.has_unsent());
  EXPECT_TRUE(received.all().at(0) == head + text + "\r\n");
}

TEST(ConnectionLoop, GoesOnOverTheNextConnection) {
  std::atomic<int> connections = 0;
  EventLog<std::string> received;
  ConnectionLoop loop;
  FakeServer server([&](Socket& socket) {
    tests::greet_nats_client(socket);
    if (++connections == 1) return;
    received.add(socket.read_until("text\r\n"));
    loop.wake();
    socket.read_to_end();
  });
  EventLog<ConnectionEventKind> events;
  const auto is_back = [&] {
    const auto all = events.all();
    return std::find(all.begin(), all.end(),
                     ConnectionEventKind::kReconnected) != all.end();
  };
  const NatsConnection nats({.url = server.url("nats"),
                             .reconnect_wait = 1ms,
                             .loop = &loop,
                             .on_event = [&](const ConnectionEvent& event) {
                               events.add(event.kind);
                               loop.wake();
                             }});

  ASSERT_TRUE(run_until(loop, is_back));
  publish(nats, "text");
  EXPECT_TRUE(run_until(loop, [&] { return !received.all().empty(); }));

  EXPECT_EQ(connections, 2);
}

TEST(ConnectionLoop, SendsThePingsThatCnatsAsksForMeanwhile) {
  EventLog<std::string> received;
  ConnectionLoop loop;
  FakeServer server([&](Socket& socket) {
    tests::greet_nats_client(socket);
    received.add(socket.read_until("PING\r\n"));
    loop.wake();
    socket.read_to_end();
  });
  const NatsConnection nats(
      {.url = server.url("nats"), .ping_interval = 20ms, .loop = &loop});

  EXPECT_TRUE(run_until(loop, [&] { return !received.all().empty(); }));
}

TEST(ConnectionLoop, IsWokenBeforeItWaits) {
  ConnectionLoop loop;
  loop.wake();

  loop.wait(ConnectionLoop::Time::max());
}

TEST(ConnectionLoop, IsWokenWhileItWaits) {
  ConnectionLoop loop;
  const std::jthread other([&loop] { loop.wake(); });

  loop.wait(ConnectionLoop::Time::max());
}

TEST(ConnectionLoop, WaitsNoLongerThanUntilItsTime) {
  ConnectionLoop loop;
  const auto until = steady_clock::now() + 20ms;

  loop.wait(until);

  EXPECT_GE(steady_clock::now(), until);
}

}  // namespace
}  // namespace chefs::base
