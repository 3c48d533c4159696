// How a connection through the tunnel ends, and what is said of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "consumer-kit/websocket/tunnel.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/socket.h"
#include "tests/consumer-kit/websocket/watched_tunnel.h"
#include "tests/consumer-kit/websocket_frames.h"

namespace chefs::consumer {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::accept_upgrade;
using tests::binary_frame;
using tests::close_frame;
using tests::FakeServer;
using tests::frame;
using tests::kFin;
using tests::kGreeting;
using tests::Socket;
using tests::WatchedTunnel;

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
  FakeServer server([](Socket& socket) {
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
        End{"NoCode", frame(kFin | tests::kClose, ""),
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
            frame(kFin | tests::kReserved1 | tests::kBinary, "PING\r\n"),
            "the server broke the WebSocket protocol"},
        End{"Masked", tests::masked_frame(kFin | tests::kBinary, "PING"),
            "the server broke the WebSocket protocol"},
        End{"UnknownOpcode", frame(kFin | 0x3, "PING\r\n"),
            "the server broke the WebSocket protocol"},
        End{"Text", frame(kFin | tests::kText, "PING\r\n"),
            "the server sent a text message"},
        End{"OversizeControlFrame",
            frame(kFin | tests::kPing, std::string(126, 'x')),
            "the server broke the WebSocket protocol"},
        End{"FragmentedControlFrame", frame(tests::kPing, "x"),
            "the server broke the WebSocket protocol"},
        End{"ContinuationOfNothing",
            frame(kFin | tests::kContinuation, "PING\r\n"),
            "the server broke the WebSocket protocol"},
        End{"CloseWithHalfACode", frame(kFin | tests::kClose, "\x03"),
            "the server broke the WebSocket protocol"}),
    name_of);

// How a server may refuse the upgrade, and what is said of it.
class TunnelRefusal : public ::testing::TestWithParam<End> {};

TEST_P(TunnelRefusal, EndsTheClientWithAReason) {
  FakeServer server([](Socket& socket) {
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

}  // namespace
}  // namespace chefs::consumer
