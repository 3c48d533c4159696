// A TCP connection of the proxy, plain or with TLS towards the program, behind
// one interface. Knows nothing of what passes.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace chefs::conformance {

// One read and one write may be under way at a time. Used on the proxy's thread
// only.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  struct Read {
    boost::system::error_code error;
    std::size_t size_bytes = 0;
  };
  virtual boost::asio::awaitable<Read> read_some(
      boost::asio::mutable_buffer into) = 0;
  // All of it.
  virtual boost::asio::awaitable<boost::system::error_code> write(
      boost::asio::const_buffer bytes) = 0;
  // TLS' own; nothing for a plain one.
  virtual boost::asio::awaitable<boost::system::error_code> handshake() = 0;
  // The other side sees an orderly end after what was written.
  virtual boost::asio::awaitable<void> shut_sending() = 0;

  // Waits until the other side's kernel has what was written, no longer than
  // a second.
  boost::asio::awaitable<void> flush();
  // The other side sees "connection reset".
  void reset();
  void close();

  // To a port of loopback.
  boost::asio::awaitable<boost::system::error_code> connect(std::uint16_t port);

 protected:
  virtual boost::asio::ip::tcp::socket& socket() = 0;
  // What is written is sent at once.
  void send_without_delay();
};

std::unique_ptr<ByteStream> make_plain_stream(
    boost::asio::ip::tcp::socket socket);
// The server's side of TLS. The context must outlive the stream.
std::unique_ptr<ByteStream> make_tls_stream(boost::asio::ip::tcp::socket socket,
                                            boost::asio::ssl::context& tls);

}  // namespace chefs::conformance
