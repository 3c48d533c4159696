// The tunnel against servers that are right, slow, rude or gone.
#include "consumer-kit/websocket/tunnel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/environment_error.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/socket.h"
#include "tests/consumer-kit/websocket/watched_tunnel.h"
#include "tests/consumer-kit/websocket_frames.h"

namespace chefs::consumer {
namespace {

using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using ::testing::ThrowsMessage;
using tests::accept_upgrade;
using tests::binary_frame;
using tests::close_frame;
using tests::FakeServer;
using tests::frame;
using tests::kFin;
using tests::kGreeting;
using tests::Socket;
using tests::url_where_nobody_listens;
using tests::WatchedTunnel;
using namespace std::chrono_literals;

std::string big_text(std::size_t size_bytes) {
  std::string text(size_bytes, '\0');
  unsigned state = 1;
  for (char& c : text) {
    state = state * 1'664'525 + 1'013'904'223;
    c = static_cast<char>(state >> 24);
  }
  return text;
}

TEST(Tunnel, HandsOnFramesThatArriveOneByteAtATime) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write_byte_by_byte(binary_frame(kGreeting) + binary_frame("PING") +
                              binary_frame("\r\n") + close_frame(1000));
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, kGreeting + "PING\r\n");
}

TEST(Tunnel, JoinsFragmentsWithControlFramesBetweenThem) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(
        binary_frame(kGreeting) + frame(tests::kBinary, "PI") +
        frame(kFin | tests::kPing, "one") + frame(tests::kContinuation, "N") +
        frame(kFin | tests::kPong, "unasked") +
        frame(tests::kContinuation, "") +
        frame(kFin | tests::kContinuation, "G\r\n") + close_frame(1000));
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, kGreeting + "PING\r\n");
}

TEST(Tunnel, AnswersAPingWithItsPayload) {
  tests::EventLog<tests::ClientFrame> frames;
  FakeServer server([&frames](Socket& socket) {
    accept_upgrade(socket);
    socket.write(frame(kFin | tests::kPing, "are you there"));
    frames.add(tests::read_frame(socket));
  });
  WatchedTunnel tunnel({server.url()});

  const Socket client = tunnel.connect();
  const auto pong = frames.wait_for([](const auto&) { return true; });

  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->first_byte, kFin | tests::kPong);
  EXPECT_EQ(pong->payload, "are you there");
}

TEST(Tunnel, SendsTheClientsBytesInMaskedBinaryFrames) {
  tests::EventLog<tests::ClientFrame> frames;
  FakeServer server([&frames](Socket& socket) {
    accept_upgrade(socket);
    frames.add(tests::read_frame(socket));
  });
  WatchedTunnel tunnel({server.url()});

  Socket client = tunnel.connect();
  client.write("PING\r\n");
  const auto first = frames.wait_for([](const auto&) { return true; });

  ASSERT_TRUE(first);
  EXPECT_EQ(first->first_byte, kFin | tests::kBinary);
  EXPECT_TRUE(first->is_masked);
  EXPECT_EQ(first->payload, "PING\r\n");
}

TEST(Tunnel, CarriesManyMegabytesBothWaysUnchanged) {
  const std::string sent = big_text(5'000'000);
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    for (std::size_t echoed = 0; echoed < 5'000'000;) {
      const std::string payload = tests::read_frame(socket).payload;
      socket.write(binary_frame(payload));
      echoed += payload.size();
    }
  });
  WatchedTunnel tunnel({server.url()});

  Socket client = tunnel.connect();
  client.read(kGreeting.size());
  std::jthread writer([&] { client.write(sent); });
  const std::string got = client.read(sent.size());

  EXPECT_TRUE(got == sent);
}

TEST(Tunnel, TakesNoMoreFromTheServerThanItsClientReads) {
  constexpr std::size_t kMegabyte = 1024 * 1024;
  constexpr std::size_t kManyBytes = 256 * kMegabyte;
  tests::EventLog<std::size_t> taken;
  FakeServer server([&taken](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    const std::string message = binary_frame(std::string(kMegabyte, 'x'));
    std::size_t total = 0;
    std::size_t of_message = 0;
    do {
      of_message = socket.write_until_blocked(message, 1s);
      total += of_message;
    } while (of_message == message.size() && total < kManyBytes);
    taken.add(total);
  });
  WatchedTunnel tunnel({server.url()});

  const Socket client_that_does_not_read = tunnel.connect();
  const auto size = taken.wait_for([](std::size_t) { return true; });

  // The kernel's buffers of the two connections take some 36 MB each at most.
  ASSERT_TRUE(size);
  EXPECT_LT(*size, kManyBytes / 2);
}

TEST(Tunnel, TakesTlsAndOtherServersOutOfTheGreeting) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(
        binary_frame("INFO {\"server_id\":\"fake\",\"tls_required\":true,"
                     "\"nonce\":\"abc\",\"connect_urls\":[\"10.0.0.1:4222\"]}"
                     "\r\nPING\r\n") +
        close_frame(1000));
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, "INFO {\"server_id\":\"fake\",\"nonce\":\"abc\"}\r\nPING\r\n");
}

TEST(Tunnel, RefusesAServerThatNeverEndsItsGreeting) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(std::string(200'000, 'x')));
    socket.read_to_end();
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, "");
  EXPECT_THAT(tunnel.last_error(), HasSubstr("no NATS greeting"));
}

TEST(Tunnel, GivesUpOnAServerThatNeverAnswersTheUpgrade) {
  FakeServer server([](Socket& socket) { socket.read_to_end(); });
  WatchedTunnel tunnel({server.url()}, 200ms);

  tunnel.connect().read_to_end();

  EXPECT_THAT(tunnel.last_error(),
              HasSubstr("it does not answer the WebSocket upgrade"));
}

TEST(Tunnel, GivesUpOnAServerThatFallsSilent) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.read_to_end();
  });
  WatchedTunnel tunnel({server.url()}, 5s, 300ms);

  tunnel.connect().read_to_end();

  EXPECT_THAT(tunnel.wait_for(TunnelEventKind::kEnded),
              HasSubstr("silent for too long"));
}

TEST(Tunnel, NamesTheServerThatRefusesTheConnection) {
  const std::string url = url_where_nobody_listens();
  WatchedTunnel tunnel({url});

  tunnel.connect().read_to_end();

  EXPECT_EQ(tunnel.wait_for(TunnelEventKind::kFailed),
            "cannot connect to " + url + ": Connection refused");
}

TEST(Tunnel, NamesAHostThatHasNoAddress) {
  WatchedTunnel tunnel({"ws://no-such-host.invalid:1"});

  tunnel.connect().read_to_end();

  EXPECT_THAT(tunnel.wait_for(TunnelEventKind::kFailed),
              HasSubstr("no address is known for no-such-host.invalid"));
}

TEST(Tunnel, GoesToTheNextServerThatAnswersOnEachConnection) {
  const auto greet_as = [](const std::string& name) {
    return [name](Socket& socket) {
      accept_upgrade(socket);
      socket.write(binary_frame("INFO " + name + "\r\n") + close_frame(1000));
    };
  };
  FakeServer first(greet_as("first"));
  FakeServer second(greet_as("second"));
  WatchedTunnel tunnel({url_where_nobody_listens(), first.url(), second.url()});

  std::vector<std::string> got;
  for (int i = 0; i < 3; ++i) got.push_back(tunnel.connect().read_to_end());

  EXPECT_THAT(got, ::testing::ElementsAre("INFO first\r\n", "INFO second\r\n",
                                          "INFO first\r\n"));
}

TEST(Tunnel, NamesEveryServerWhenNoneAnswers) {
  const std::string one = url_where_nobody_listens();
  const std::string other = url_where_nobody_listens();
  WatchedTunnel tunnel({one, other});

  tunnel.connect().read_to_end();

  EXPECT_THAT(tunnel.wait_for(TunnelEventKind::kFailed),
              AllOf(HasSubstr(one), HasSubstr(other)));
}

TEST(Tunnel, RefusesASecondConnectionWhileTheFirstIsAlive) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    socket.read_to_end();
  });
  WatchedTunnel tunnel({server.url()});
  Socket first = tunnel.connect();
  first.read(kGreeting.size());

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, "");
  EXPECT_NE(tunnel.wait_for(TunnelEventKind::kRefused), "");
}

TEST(Tunnel, ServesTheNextConnectionOnceTheFirstHasLeft) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    socket.shut();
  });
  WatchedTunnel tunnel({server.url()});
  tunnel.connect().read_to_end();

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, kGreeting);
}

TEST(Tunnel, SaysGoodbyeToTheServerWhenItsClientLeaves) {
  tests::EventLog<tests::ClientFrame> frames;
  FakeServer server([&frames](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    frames.add(tests::read_frame(socket));
  });
  WatchedTunnel tunnel({server.url()});
  {
    Socket client = tunnel.connect();
    client.read(kGreeting.size());
  }

  const auto goodbye = frames.wait_for([](const auto&) { return true; });

  ASSERT_TRUE(goodbye);
  EXPECT_EQ(goodbye->first_byte, kFin | tests::kClose);
  EXPECT_EQ(goodbye->payload, "\x03\xe8");  // 1000
}

TEST(Tunnel, EndsWhileItsClientAndServerAreStillConnected) {
  FakeServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    socket.read_to_end();
  });
  Socket client;
  {
    WatchedTunnel tunnel({server.url()});
    client = tunnel.connect();
    client.read(kGreeting.size());
  }

  EXPECT_EQ(client.read_to_end(), "");
}

TEST(Tunnel, EndsWhileItWaitsForAServer) {
  tests::EventLog<bool> asked;
  FakeServer server([&asked](Socket& socket) {
    socket.read_until("\r\n\r\n");
    asked.add(true);
    socket.read_to_end();
  });
  Socket client;
  {
    WatchedTunnel tunnel({server.url()});
    client = tunnel.connect();
    ASSERT_TRUE(asked.wait_for([](bool) { return true; }));
  }

  EXPECT_EQ(client.read_to_end(), "");
}

TEST(Tunnel, RefusesAnAddressThatIsNoWebSocket) {
  const auto make = [] { Tunnel tunnel({.servers = {"nats://h:4222"}}); };

  EXPECT_THAT(make, ThrowsMessage<EnvironmentError>(HasSubstr("nats://")));
}

TEST(Tunnel, NamesACaFileThatCannotBeRead) {
  const auto make = [] {
    Tunnel tunnel({.servers = {"wss://h"}, .ca_file = "/no/such/ca.pem"});
  };

  EXPECT_THAT(make,
              ThrowsMessage<EnvironmentError>(HasSubstr("/no/such/ca.pem")));
}

}  // namespace
}  // namespace chefs::consumer
