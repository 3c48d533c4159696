// The streams under a WebSocket: TCP, and TLS over TCP. They differ from
// Beast's in one thing: when a WebSocket has ended and its peer is gone
// already, taking down the connection is no failure, so that the reason of the
// end (the close code, the protocol violation) is not replaced by "not
// connected". Not for use outside of websocket_client.cc.
#pragma once

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <utility>

namespace chefs::consumer {

class PlainStream : public boost::beast::tcp_stream {
 public:
  using boost::beast::tcp_stream::tcp_stream;
};

class TlsStream : public boost::beast::ssl_stream<boost::beast::tcp_stream> {
 public:
  using boost::beast::ssl_stream<boost::beast::tcp_stream>::ssl_stream;
};

template <class Base, class Stream, class Handler>
void take_down(boost::beast::role_type role, Stream& stream,
               Handler&& handler) {
  using boost::beast::websocket::async_teardown;
  const auto executor =
      boost::asio::get_associated_executor(handler, stream.get_executor());
  async_teardown(role, static_cast<Base&>(stream),
                 boost::asio::bind_executor(
                     executor, [handler = std::forward<Handler>(handler)](
                                   boost::system::error_code) mutable {
                       std::move(handler)(boost::system::error_code());
                     }));
}

// Found by Beast through the type of the stream.
template <class Handler>
void async_teardown(boost::beast::role_type role, PlainStream& stream,
                    Handler&& handler) {
  take_down<boost::beast::tcp_stream>(role, stream,
                                      std::forward<Handler>(handler));
}

template <class Handler>
void async_teardown(boost::beast::role_type role, TlsStream& stream,
                    Handler&& handler) {
  take_down<boost::beast::ssl_stream<boost::beast::tcp_stream>>(
      role, stream, std::forward<Handler>(handler));
}

}  // namespace chefs::consumer
