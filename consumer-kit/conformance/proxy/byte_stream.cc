#include "consumer-kit/conformance/proxy/byte_stream.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <utility>

#include "base/await.h"

namespace chefs::conformance {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::kAwait;
using boost::system::error_code;

constexpr std::chrono::seconds kFlushAtMost{1};
constexpr std::chrono::milliseconds kFlushLook{1};

class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(tcp::socket socket) : socket_(std::move(socket)) {
    send_without_delay();
  }

  asio::awaitable<Read> read_some(asio::mutable_buffer into) override {
    const auto [error, size_bytes] =
        co_await socket_.async_read_some(into, kAwait);
    co_return Read{error, size_bytes};
  }

  asio::awaitable<error_code> write(asio::const_buffer bytes) override {
    const auto [error, size_bytes] =
        co_await asio::async_write(socket_, bytes, kAwait);
    co_return error;
  }

  asio::awaitable<error_code> handshake() override { co_return error_code(); }

  asio::awaitable<void> shut_sending() override {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    co_return;
  }

 private:
  tcp::socket& socket() override { return socket_; }

  tcp::socket socket_;
};

class TlsStream final : public ByteStream {
 public:
  TlsStream(tcp::socket socket, asio::ssl::context& tls)
      : stream_(std::move(socket), tls) {
    send_without_delay();
  }

  asio::awaitable<Read> read_some(asio::mutable_buffer into) override {
    const auto [error, size_bytes] =
        co_await stream_.async_read_some(into, kAwait);
    co_return Read{error, size_bytes};
  }

  asio::awaitable<error_code> write(asio::const_buffer bytes) override {
    const auto [error, size_bytes] =
        co_await asio::async_write(stream_, bytes, kAwait);
    co_return error;
  }

  asio::awaitable<error_code> handshake() override {
    const auto [error] = co_await stream_.async_handshake(
        asio::ssl::stream_base::server, kAwait);
    co_return error;
  }

  // Ends when the program has answered, or when the stream is closed.
  asio::awaitable<void> shut_sending() override {
    co_await stream_.async_shutdown(kAwait);
    error_code ignored;
    stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
  }

 private:
  tcp::socket& socket() override { return stream_.next_layer(); }

  asio::ssl::stream<tcp::socket> stream_;
};

}  // namespace

void ByteStream::send_without_delay() {
  error_code ignored;
  socket().set_option(tcp::no_delay(true), ignored);
}

asio::awaitable<error_code> ByteStream::connect(std::uint16_t port) {
  const auto [error] = co_await socket().async_connect(
      {asio::ip::address_v4::loopback(), port}, kAwait);
  if (!error) send_without_delay();
  co_return error;
}

asio::awaitable<void> ByteStream::flush() {
  // The kernel tells nobody when its send queue is empty.
  asio::steady_timer look(socket().get_executor());
  const auto deadline = std::chrono::steady_clock::now() + kFlushAtMost;
  while (socket().is_open() && std::chrono::steady_clock::now() < deadline) {
    int unsent_bytes = 0;
    const int told =
        ::ioctl(socket().native_handle(), SIOCOUTQNSD, &unsent_bytes);
    if (told != 0 || unsent_bytes == 0) co_return;
    look.expires_after(kFlushLook);
    co_await look.async_wait(kAwait);
  }
}

void ByteStream::reset() {
  error_code ignored;
  socket().set_option(asio::socket_base::linger(true, 0), ignored);
  socket().close(ignored);
}

void ByteStream::close() {
  error_code ignored;
  socket().close(ignored);
}

std::unique_ptr<ByteStream> make_plain_stream(tcp::socket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

std::unique_ptr<ByteStream> make_tls_stream(tcp::socket socket,
                                            asio::ssl::context& tls) {
  return std::make_unique<TlsStream>(std::move(socket), tls);
}

}  // namespace chefs::conformance
