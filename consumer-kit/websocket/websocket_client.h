// The client's end of one WebSocket, plain or over TLS behind one interface.
// Not a message reader: it hands on bytes as frames bring them, which is all
// that NATS needs. Pings are answered while a read is under way.
// Source: RFC 6455; framing by Boost.Beast.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <variant>

#include "consumer-kit/websocket/server_address.h"

namespace chefs::consumer {

// One read, one write and one close may be under way at a time. Used on one
// thread, that of the executor it was opened on.
class WebSocketClient {
 public:
  virtual ~WebSocketClient() = default;

  struct Read {
    boost::system::error_code error;
    std::size_t size_bytes = 0;
  };
  // Some bytes of a binary message. A text message is an error.
  virtual boost::asio::awaitable<Read> read_some(
      boost::asio::mutable_buffer into) = 0;
  // One binary message in one frame.
  virtual boost::asio::awaitable<boost::system::error_code> write(
      boost::asio::const_buffer bytes) = 0;
  // Says goodbye and waits for the answer, no longer than the timeout.
  virtual boost::asio::awaitable<void> close() = 0;
  // Ends the connection at once; what is under way fails.
  virtual void abort() = 0;
  // Why a read failed: "the server closed the WebSocket: 1001 going away".
  virtual std::string why_ended(boost::system::error_code error) const = 0;
};

struct WebSocketTimes {
  // For each of: connecting, TLS, the upgrade, closing.
  std::chrono::milliseconds handshake{2'000};
  // Silence after which the server is held to be gone; it is pinged at half of
  // it.
  std::chrono::milliseconds idle{30'000};
};

struct OpenFailure {
  std::string text;  // "cannot connect to ws://…: Connection refused"
};
using OpenedWebSocket =
    std::variant<std::unique_ptr<WebSocketClient>, OpenFailure>;

// The context must outlive the client. It is used for wss only.
boost::asio::awaitable<OpenedWebSocket> open_websocket(
    ServerAddress address, boost::asio::ssl::context& tls,
    WebSocketTimes times);

}  // namespace chefs::consumer
