// The tunnel against servers that are right, slow, rude or gone.
#include "consumer-kit/websocket/tunnel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_websocket_server.h"
#include "tests/consumer-kit/socket.h"
#include "tests/consumer-kit/temp_dir.h"
#include "transport/environment_error.h"

namespace chefs::consumer {
namespace {

using testing::accept_upgrade;
using ::testing::AllOf;
using testing::binary_frame;
using testing::close_frame;
using testing::FakeWebSocketServer;
using testing::frame;
using ::testing::HasSubstr;
using testing::kFin;
using testing::Socket;
using ::testing::StartsWith;
using ::testing::ThrowsMessage;
using transport::EnvironmentError;
using namespace std::chrono_literals;

const std::string kGreeting = "INFO {\"server_id\":\"fake\"}\r\n";

// A tunnel to the servers, with a log of its events.
class WatchedTunnel {
 public:
  explicit WatchedTunnel(std::vector<std::string> servers,
                         std::chrono::milliseconds timeout = 5s,
                         std::chrono::milliseconds idle_timeout = 30s)
      : tunnel_({.servers = std::move(servers),
                 .timeout = timeout,
                 .idle_timeout = idle_timeout,
                 .on_event = [this](const TunnelEvent& e) { log_.add(e); }}) {}

  Socket connect() const {
    const auto& url = tunnel_.url();
    return Socket::connect(std::stoi(url.substr(url.rfind(':') + 1)));
  }
  // Empty if there is no such event.
  std::string wait_for(TunnelEventKind kind) {
    const auto event =
        log_.wait_for([kind](const TunnelEvent& e) { return e.kind == kind; });
    return event ? event->text : "";
  }
  std::string last_error() const { return tunnel_.last_error(); }

 private:
  testing::EventLog<TunnelEvent> log_;
  Tunnel tunnel_;
};

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
  FakeWebSocketServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write_byte_by_byte(binary_frame(kGreeting) + binary_frame("PING") +
                              binary_frame("\r\n") + close_frame(1000));
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, kGreeting + "PING\r\n");
}

TEST(Tunnel, JoinsFragmentsWithControlFramesBetweenThem) {
  FakeWebSocketServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting) + frame(testing::kBinary, "PI") +
                 frame(kFin | testing::kPing, "one") +
                 frame(testing::kContinuation, "N") +
                 frame(kFin | testing::kPong, "unasked") +
                 frame(testing::kContinuation, "") +
                 frame(kFin | testing::kContinuation, "G\r\n") +
                 close_frame(1000));
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, kGreeting + "PING\r\n");
}

TEST(Tunnel, AnswersAPingWithItsPayload) {
  testing::EventLog<testing::ClientFrame> frames;
  FakeWebSocketServer server([&frames](Socket& socket) {
    accept_upgrade(socket);
    socket.write(frame(kFin | testing::kPing, "are you there"));
    frames.add(testing::read_frame(socket));
  });
  WatchedTunnel tunnel({server.url()});

  const Socket client = tunnel.connect();
  const auto pong = frames.wait_for([](const auto&) { return true; });

  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->first_byte, kFin | testing::kPong);
  EXPECT_EQ(pong->payload, "are you there");
}

TEST(Tunnel, SendsTheClientsBytesInMaskedBinaryFrames) {
  testing::EventLog<testing::ClientFrame> frames;
  FakeWebSocketServer server([&frames](Socket& socket) {
    accept_upgrade(socket);
    frames.add(testing::read_frame(socket));
  });
  WatchedTunnel tunnel({server.url()});

  Socket client = tunnel.connect();
  client.write("PING\r\n");
  const auto first = frames.wait_for([](const auto&) { return true; });

  ASSERT_TRUE(first);
  EXPECT_EQ(first->first_byte, kFin | testing::kBinary);
  EXPECT_TRUE(first->is_masked);
  EXPECT_EQ(first->payload, "PING\r\n");
}

TEST(Tunnel, CarriesManyMegabytesBothWaysUnchanged) {
  const std::string sent = big_text(5'000'000);
  FakeWebSocketServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    for (std::size_t echoed = 0; echoed < 5'000'000;) {
      const std::string payload = testing::read_frame(socket).payload;
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
  constexpr std::size_t kManyBytes = 256 * 1024 * 1024;
  testing::EventLog<std::size_t> taken;
  FakeWebSocketServer server([&taken](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    const std::string message = binary_frame(std::string(kManyBytes, 'x'));
    taken.add(socket.write_until_blocked(message, 1s));
  });
  WatchedTunnel tunnel({server.url()});

  const Socket client_that_does_not_read = tunnel.connect();
  const auto size = taken.wait_for([](std::size_t) { return true; });

  ASSERT_TRUE(size);
  EXPECT_LT(*size, kManyBytes / 4);
}

TEST(Tunnel, TakesTlsAndOtherServersOutOfTheGreeting) {
  FakeWebSocketServer server([](Socket& socket) {
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
  FakeWebSocketServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(std::string(200'000, 'x')));
    socket.read_to_end();
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, "");
  EXPECT_THAT(tunnel.last_error(), HasSubstr("no NATS greeting"));
}

// How a server may end, and what is said of it.
struct End {
  std::string name;
  std::string bytes;
  std::string why;
};

std::string name_of(const ::testing::TestParamInfo<End>& end) {
  return end.param.name;
}

void PrintTo(const End& end, std::ostream* out) { *out << end.name; }

class TunnelEnd : public ::testing::TestWithParam<End> {};

TEST_P(TunnelEnd, IsToldAfterWhatCameBeforeIt) {
  FakeWebSocketServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting + "-ERR 'bye'\r\n"));
    socket.write(GetParam().bytes);
    socket.shut();
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, kGreeting + "-ERR 'bye'\r\n");
  EXPECT_THAT(tunnel.wait_for(TunnelEventKind::kEnded),
              StartsWith(GetParam().why));
  EXPECT_THAT(tunnel.last_error(), StartsWith(GetParam().why));
}

INSTANTIATE_TEST_SUITE_P(
    Close, TunnelEnd,
    ::testing::Values(
        End{"GoingAway", close_frame(1001),
            "the server closed the WebSocket: 1001 going away"},
        End{"InternalErrorWithReason", close_frame(1011, "disk\x1b[31m full"),
            "the server closed the WebSocket: 1011 internal error "
            "(disk?[31m full)"},
        End{"UnknownCode", close_frame(4'123),
            "the server closed the WebSocket: 4123"},
        End{"NoCode", frame(kFin | testing::kClose, ""),
            "the server closed the WebSocket"},
        End{"NoCloseFrame", "",
            "the server's connection ended without a close frame (1006)"},
        End{"CutInsideAFrame", binary_frame("PING\r\n").substr(0, 1),
            "the server's connection ended without a close frame (1006)"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    BadFrame, TunnelEnd,
    ::testing::Values(
        End{"ReservedBits",
            frame(kFin | testing::kReserved1 | testing::kBinary, "PING\r\n"),
            "the server broke the WebSocket protocol"},
        End{"Masked", testing::masked_frame(kFin | testing::kBinary, "PING"),
            "the server broke the WebSocket protocol"},
        End{"UnknownOpcode", frame(kFin | 0x3, "PING\r\n"),
            "the server broke the WebSocket protocol"},
        End{"Text", frame(kFin | testing::kText, "PING\r\n"),
            "the server sent a text message"},
        End{"OversizeControlFrame",
            frame(kFin | testing::kPing, std::string(126, 'x')),
            "the server broke the WebSocket protocol"},
        End{"FragmentedControlFrame", frame(testing::kPing, "x"),
            "the server broke the WebSocket protocol"},
        End{"ContinuationOfNothing",
            frame(kFin | testing::kContinuation, "PING\r\n"),
            "the server broke the WebSocket protocol"},
        End{"CloseWithHalfACode", frame(kFin | testing::kClose, "\x03"),
            "the server broke the WebSocket protocol"}),
    name_of);

// How a server may refuse the upgrade, and what is said of it.
class TunnelRefusal : public ::testing::TestWithParam<End> {};

TEST_P(TunnelRefusal, EndsTheClientWithAReason) {
  FakeWebSocketServer server([](Socket& socket) {
    socket.read_until("\r\n\r\n");
    socket.write(GetParam().bytes);
    socket.shut();
  });
  WatchedTunnel tunnel({server.url()});

  const std::string got = tunnel.connect().read_to_end();

  EXPECT_EQ(got, "");
  EXPECT_THAT(tunnel.last_error(),
              AllOf(StartsWith("cannot connect to " + server.url() + ": "),
                    HasSubstr(GetParam().why)));
}

INSTANTIATE_TEST_SUITE_P(
    Upgrade, TunnelRefusal,
    ::testing::Values(
        End{"Unauthorized",
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
            "it refused the WebSocket upgrade: 401 Unauthorized"},
        End{"NotFound",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope",
            "it refused the WebSocket upgrade: 404 Not Found"},
        End{"AcceptOfAnotherKey",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Accept: "
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
            "it does not speak WebSocket"},
        End{"Garbage", "\x16\x03\x01 garbage\r\n\r\n",
            "it does not speak WebSocket"},
        End{"NatsWithoutWebSocket", "INFO {\"server_id\":\"x\"}\r\n",
            "it does not speak WebSocket"},
        End{"HangUp", "", "it hung up on the WebSocket upgrade"}),
    name_of);

TEST(Tunnel, GivesUpOnAServerThatNeverAnswersTheUpgrade) {
  FakeWebSocketServer server([](Socket& socket) { socket.read_to_end(); });
  WatchedTunnel tunnel({server.url()}, 200ms);

  tunnel.connect().read_to_end();

  EXPECT_THAT(tunnel.last_error(),
              HasSubstr("it does not answer the WebSocket upgrade"));
}

TEST(Tunnel, GivesUpOnAServerThatFallsSilent) {
  FakeWebSocketServer server([](Socket& socket) {
    accept_upgrade(socket);
    socket.read_to_end();
  });
  WatchedTunnel tunnel({server.url()}, 5s, 300ms);

  tunnel.connect().read_to_end();

  EXPECT_THAT(tunnel.wait_for(TunnelEventKind::kEnded),
              HasSubstr("silent for too long"));
}

std::string url_where_nobody_listens() {
  testing::Listener closed_at_once;
  return "ws://127.0.0.1:" + std::to_string(closed_at_once.port());
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
  FakeWebSocketServer first(greet_as("first"));
  FakeWebSocketServer second(greet_as("second"));
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
  FakeWebSocketServer server([](Socket& socket) {
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
  FakeWebSocketServer server([](Socket& socket) {
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
  testing::EventLog<testing::ClientFrame> frames;
  FakeWebSocketServer server([&frames](Socket& socket) {
    accept_upgrade(socket);
    socket.write(binary_frame(kGreeting));
    frames.add(testing::read_frame(socket));
  });
  WatchedTunnel tunnel({server.url()});
  {
    Socket client = tunnel.connect();
    client.read(kGreeting.size());
  }

  const auto goodbye = frames.wait_for([](const auto&) { return true; });

  ASSERT_TRUE(goodbye);
  EXPECT_EQ(goodbye->first_byte, kFin | testing::kClose);
  EXPECT_EQ(goodbye->payload, "\x03\xe8");  // 1000
}

TEST(Tunnel, EndsWhileItsClientAndServerAreStillConnected) {
  FakeWebSocketServer server([](Socket& socket) {
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
  testing::EventLog<bool> asked;
  FakeWebSocketServer server([&asked](Socket& socket) {
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
