#include "consumer-kit/websocket/websocket_client.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket.hpp>
#include <type_traits>
#include <utility>

#include "base/await.h"
#include "base/printable.h"
#include "consumer-kit/websocket/beast_streams.h"

namespace chefs::consumer {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using base::kAwait;
using base::printable;
using boost::system::error_code;

// A frame is masked in pieces of this size: one system call each.
constexpr std::size_t kWriteBufferBytes = 64 * 1024;

std::string_view name_of(std::uint16_t close_code) {
  switch (close_code) {
    case 1000:
      return "normal";
    case 1001:
      return "going away";
    case 1002:
      return "protocol error";
    case 1003:
      return "unknown data";
    case 1007:
      return "bad payload";
    case 1008:
      return "policy violation";
    case 1009:
      return "message too big";
    case 1011:
      return "internal error";
    case 1012:
      return "service restart";
    case 1013:
      return "try again later";
    default:
      return {};
  }
}

std::string describe_close(const websocket::close_reason& reason) {
  std::string text = "the server closed the WebSocket";
  if (reason.code == websocket::close_code::none) return text;
  text += ": " + std::to_string(reason.code);
  if (const auto name = name_of(reason.code); !name.empty()) {
    text += " " + std::string(name);
  }
  if (!reason.reason.empty()) {
    text +=
        " (" + printable({reason.reason.data(), reason.reason.size()}) + ")";
  }
  return text;
}

std::string describe_end(error_code error) {
  if (error == beast::error::timeout) {
    return "the server has been silent for too long";
  }
  if (error == asio::error::eof || error == asio::error::connection_reset ||
      error == asio::error::broken_pipe ||
      error == asio::ssl::error::stream_truncated) {
    return "the server's connection ended without a close frame (1006)";
  }
  if (error == websocket::condition::protocol_violation) {
    return "the server broke the WebSocket protocol: " + error.message();
  }
  return "the connection to the server failed: " + error.message();
}

// Beast offers no compression unless told to; without the code for it this file
// compiles faster.
template <class Stream>
using WebSocketOver = websocket::stream<Stream, /*deflateSupported=*/false>;

template <class Stream>
class ClientOver final : public WebSocketClient {
 public:
  template <class... Args>
  explicit ClientOver(Args&&... args) : ws_(std::forward<Args>(args)...) {}

  WebSocketOver<Stream>& ws() { return ws_; }

  asio::awaitable<Read> read_some(asio::mutable_buffer into) override {
    const auto [error, size] = co_await ws_.async_read_some(into, kAwait);
    if (error) co_return Read{error, 0};
    is_text_ = ws_.got_text();
    if (is_text_) co_return Read{websocket::error::bad_opcode, 0};
    co_return Read{{}, size};
  }

  asio::awaitable<error_code> write(asio::const_buffer bytes) override {
    const auto [error, size] = co_await ws_.async_write(bytes, kAwait);
    co_return error;
  }

  asio::awaitable<void> close() override {
    co_await ws_.async_close(websocket::close_code::normal, kAwait);
    abort();
  }

  void abort() override { beast::get_lowest_layer(ws_).close(); }

  std::string why_ended(error_code error) const override {
    if (is_text_) {
      return "the server sent a text message, where NATS is binary";
    }
    if (error == websocket::error::closed) return describe_close(ws_.reason());
    return describe_end(error);
  }

 private:
  WebSocketOver<Stream> ws_;
  bool is_text_ = false;
};

// The steps of opening; each says what went wrong, empty if nothing did.

asio::awaitable<std::string> connect_tcp(beast::tcp_stream& stream,
                                         const ServerAddress& address,
                                         std::chrono::milliseconds timeout) {
  asio::ip::tcp::resolver resolver(stream.get_executor());
  const auto [unresolved, endpoints] =
      co_await resolver.async_resolve(address.host, address.port, kAwait);
  if (unresolved) {
    co_return "no address is known for " + address.host + " (" +
        unresolved.message() + ")";
  }
  stream.expires_after(timeout);
  const auto [refused, endpoint] =
      co_await stream.async_connect(endpoints, kAwait);
  if (refused == beast::error::timeout) co_return "it does not answer";
  if (refused) co_return refused.message();
  stream.socket().set_option(asio::ip::tcp::no_delay(true));
  co_return std::string();
}

std::string describe_tls(error_code error, SSL* tls) {
  if (error == beast::error::timeout) return "TLS takes too long";
  const long verified = SSL_get_verify_result(tls);
  if (verified != X509_V_OK) {
    return std::string("its certificate is not trusted: ") +
           X509_verify_cert_error_string(verified);
  }
  return "TLS failed (" + error.message() + "); does it speak plain ws://?";
}

asio::awaitable<std::string> handshake_tls(TlsStream& stream,
                                           const ServerAddress& address,
                                           std::chrono::milliseconds timeout) {
  SSL* tls = stream.native_handle();
  error_code not_an_ip;
  asio::ip::make_address(address.host, not_an_ip);
  if (not_an_ip) {
    // SNI knows names only.
    SSL_set_tlsext_host_name(tls, address.host.c_str());
  }
  stream.set_verify_mode(asio::ssl::verify_peer);
  stream.set_verify_callback(asio::ssl::host_name_verification(address.host));
  beast::get_lowest_layer(stream).expires_after(timeout);
  const auto [error] =
      co_await stream.async_handshake(asio::ssl::stream_base::client, kAwait);
  if (error) co_return describe_tls(error, tls);
  co_return std::string();
}

std::string describe_upgrade(error_code error,
                             const websocket::response_type& response) {
  if (error == beast::error::timeout) {
    return "it does not answer the WebSocket upgrade";
  }
  if (error == websocket::error::upgrade_declined) {
    // A TLS listener of nats-server answers plain HTTP with 400.
    const bool may_be_tls =
        response.result() == beast::http::status::bad_request;
    return "it refused the WebSocket upgrade: " +
           std::to_string(response.result_int()) + " " +
           printable({response.reason().data(), response.reason().size()}) +
           (may_be_tls ? "; does it speak wss://?" : "");
  }
  if (error == asio::error::eof || error == asio::error::connection_reset ||
      error == beast::http::error::end_of_stream ||
      error == beast::http::error::partial_message ||
      error == asio::ssl::error::stream_truncated) {
    return "it hung up on the WebSocket upgrade; does it speak wss://?";
  }
  return "it does not speak WebSocket (" + error.message() +
         "); check the port";
}

template <class Stream>
asio::awaitable<std::string> upgrade(WebSocketOver<Stream>& ws,
                                     const ServerAddress& address,
                                     WebSocketTimes times) {
  beast::get_lowest_layer(ws).expires_never();
  ws.set_option(
      websocket::stream_base::timeout{.handshake_timeout = times.handshake,
                                      .idle_timeout = times.idle,
                                      .keep_alive_pings = true});
  ws.set_option(
      websocket::stream_base::decorator([](websocket::request_type& request) {
        request.set(beast::http::field::user_agent, "chefs-mock");
      }));
  ws.binary(true);
  ws.auto_fragment(false);
  ws.write_buffer_bytes(kWriteBufferBytes);
  // Messages are handed on in pieces, so their size does not matter.
  ws.read_message_max(0);
  websocket::response_type response;
  const auto [error] = co_await ws.async_handshake(
      response, host_header(address), address.path, kAwait);
  if (error) co_return describe_upgrade(error, response);
  co_return std::string();
}

template <class Stream>
asio::awaitable<std::string> open(WebSocketOver<Stream>& ws,
                                  const ServerAddress& address,
                                  WebSocketTimes times) {
  std::string failure = co_await connect_tcp(beast::get_lowest_layer(ws),
                                             address, times.handshake);
  if (!failure.empty()) co_return failure;
  if constexpr (std::is_same_v<Stream, TlsStream>) {
    failure = co_await handshake_tls(ws.next_layer(), address, times.handshake);
    if (!failure.empty()) co_return failure;
  }
  co_return co_await upgrade(ws, address, times);
}

template <class Stream>
asio::awaitable<OpenedWebSocket> open_over(
    std::unique_ptr<ClientOver<Stream>> client, ServerAddress address,
    WebSocketTimes times) {
  const std::string failure = co_await open(client->ws(), address, times);
  if (!failure.empty()) {
    co_return OpenFailure{"cannot connect to " + to_string(address) + ": " +
                          failure};
  }
  co_return OpenedWebSocket(std::move(client));
}

}  // namespace

asio::awaitable<OpenedWebSocket> open_websocket(ServerAddress address,
                                                asio::ssl::context& tls,
                                                WebSocketTimes times) {
  const auto executor = co_await asio::this_coro::executor;
  if (address.scheme == WebSocketScheme::kPlain) {
    co_return co_await open_over(
        std::make_unique<ClientOver<PlainStream>>(executor), std::move(address),
        times);
  }
  co_return co_await open_over(
      std::make_unique<ClientOver<TlsStream>>(executor, tls),
      std::move(address), times);
}

}  // namespace chefs::consumer
