// The client's end of a WebSocket against a server that sends what the input
// says: an odd first byte sends the rest as the answer to the handshake, an
// even one sends a right answer and the rest as frames. What comes out must be
// what the proxy's own reading of frames finds in it.
#include "consumer-kit/websocket/websocket_client.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/websocket/detail/hybi13.hpp>
#include <memory>
#include <string>
#include <utility>

#include "base/await.h"
#include "consumer-kit/conformance/proxy/websocket_frame.h"
#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using base::kAwait;

enum class Answer { kAsGiven, kRight };

std::string right_answer(const std::string& request) {
  constexpr std::string_view kKey = "Sec-WebSocket-Key: ";
  const std::size_t begin = request.find(kKey) + kKey.size();
  const std::string key =
      request.substr(begin, request.find('\r', begin) - begin);
  websocket::detail::sec_ws_accept_type accept;
  websocket::detail::make_sec_ws_accept(accept, key);
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
         "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
         std::string(accept.data(), accept.size()) + "\r\n\r\n";
}

asio::awaitable<void> serve(tcp::acceptor& acceptor, Answer answer,
                            std::string_view bytes) {
  auto [refused, socket] = co_await acceptor.async_accept(kAwait);
  std::string request;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(request),
                                  "\r\n\r\n", kAwait);
  std::string sent = answer == Answer::kRight ? right_answer(request) : "";
  sent += bytes;
  co_await asio::async_write(socket, asio::buffer(sent), kAwait);
  boost::system::error_code ignored;
  socket.shutdown(tcp::socket::shutdown_send, ignored);
  // Until the client has ended its side too.
  char scratch[512];
  for (;;) {
    const auto [error, size] =
        co_await socket.async_read_some(asio::buffer(scratch), kAwait);
    if (error) break;
  }
}

asio::awaitable<void> read_all(std::uint16_t port, asio::ssl::context& tls,
                               std::string& out, std::string& why) {
  // A variable: of a temporary, g++ 12 destroys a copy that it made of its
  // bytes.
  consumer::ServerAddress address{.scheme = consumer::WebSocketScheme::kPlain,
                                  .host = "127.0.0.1",
                                  .port = std::to_string(port),
                                  .path = "/"};
  auto opened = co_await consumer::open_websocket(std::move(address), tls, {});
  if (const auto* failure = std::get_if<consumer::OpenFailure>(&opened)) {
    why = failure->text;
    co_return;
  }
  auto& client = *std::get<0>(opened);
  char scratch[300];
  for (;;) {
    const auto read = co_await client.read_some(asio::buffer(scratch));
    out.append(scratch, read.size_bytes);
    if (!read.error) continue;
    why = client.why_ended(read.error);
    client.abort();
    co_return;
  }
}

// The payload of all frames that are no control frames, as far as they go.
std::string payload_of(std::string_view bytes) {
  std::string out;
  while (const auto header = conformance::parse_frame_header(bytes)) {
    bytes.remove_prefix(header->header_bytes);
    const std::string_view payload =
        bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(
                            header->payload_bytes, bytes.size())));
    if (!header->is_control()) out += payload;
    bytes.remove_prefix(payload.size());
  }
  return out;
}

}  // namespace

void run(std::string_view text) {
  static asio::io_context io{1};
  static tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  static asio::ssl::context tls(asio::ssl::context::tls_client);
  Input input(text);
  const Answer answer =
      input.byte() % 2 == 0 ? Answer::kRight : Answer::kAsGiven;
  const std::string_view bytes = input.rest();
  std::string read;
  std::string why;
  io.restart();
  asio::co_spawn(io, serve(acceptor, answer, bytes), asio::detached);
  asio::co_spawn(io, read_all(acceptor.local_endpoint().port(), tls, read, why),
                 asio::detached);
  io.run();

  require(!why.empty(), "the end has a reason");
  for (const char c : why) {
    require(static_cast<unsigned char>(c) >= 0x20, "a reason is one line");
  }
  if (answer == Answer::kAsGiven) return;
  require(payload_of(bytes).starts_with(read),
          "what is read is the frames' payload");
}

}  // namespace chefs::fuzz
