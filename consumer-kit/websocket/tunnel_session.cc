#include "consumer-kit/websocket/tunnel_session.h"

#include <poll.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <utility>
#include <vector>

#include "base/await.h"
#include "consumer-kit/websocket/info_line.h"

namespace chefs::consumer {
namespace {

namespace asio = boost::asio;
using base::kAwait;
using boost::system::error_code;

// Large enough that a full-size event takes few system calls.
constexpr std::size_t kRelayBufferBytes = 128 * 1024;
// A client closes as soon as it has read the end; this is for one that hangs.
constexpr std::chrono::seconds kLinger{2};

}  // namespace

TunnelSession::TunnelSession(asio::ip::tcp::socket client)
    : client_(std::move(client)), linger_(client_.get_executor()) {
  error_code ignored;
  client_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

bool TunnelSession::client_has_left() {
  if (client_done_ || !client_.is_open()) return true;
  pollfd state{};
  state.fd = client_.native_handle();
  state.events = POLLRDHUP;
  return ::poll(&state, 1, 0) == 1;
}

void TunnelSession::hang_up() {
  error_code ignored;
  client_.close(ignored);
}

void TunnelSession::abort() {
  hang_up();
  linger_.cancel();
  if (server_) server_->abort();
}

asio::awaitable<void> TunnelSession::relay(
    std::unique_ptr<WebSocketClient> server, OnServerEnd on_server_end) {
  server_ = std::move(server);
  on_server_end_ = std::move(on_server_end);
  asio::co_spawn(
      client_.get_executor(),
      [self = shared_from_this()]() { return self->relay_from_server(); },
      asio::detached);
  co_await relay_from_client();
}

asio::awaitable<void> TunnelSession::relay_from_client() {
  const auto self = shared_from_this();
  std::vector<char> buffer(kRelayBufferBytes);
  for (;;) {
    const auto [error, size] =
        co_await client_.async_read_some(asio::buffer(buffer), kAwait);
    if (error) break;
    // Once the server is gone the rest is read away, so that the client's end
    // is seen.
    if (server_done_) continue;
    const auto refused = co_await server_->write(asio::buffer(buffer, size));
    if (refused) server_->abort();
  }
  client_done_ = true;
  linger_.cancel();
  if (!server_done_) co_await server_->close();
  hang_up();
}

asio::awaitable<bool> TunnelSession::give_client(asio::const_buffer bytes) {
  const auto [error, size] = co_await asio::async_write(client_, bytes, kAwait);
  co_return !error;
}

asio::awaitable<void> TunnelSession::relay_from_server() {
  const auto self = shared_from_this();
  std::vector<char> buffer(kRelayBufferBytes);
  Greeting greeting;
  for (;;) {
    const auto read = co_await server_->read_some(asio::buffer(buffer));
    if (read.error) {
      co_return co_await end_after_server(server_->why_ended(read.error));
    }
    bool is_given = false;
    if (greeting.is_done()) {
      is_given = co_await give_client(asio::buffer(buffer, read.size_bytes));
    } else {
      const std::string head =
          greeting.add(std::string_view(buffer.data(), read.size_bytes));
      if (greeting.is_too_long()) {
        co_return co_await end_after_server(
            "the server sent no NATS greeting, INFO {…}");
      }
      is_given = co_await give_client(asio::buffer(head));
    }
    if (!is_given) co_return;
  }
}

// What was given to the client before stays readable: its sending half is
// shut, and it is closed only when the client has closed.
asio::awaitable<void> TunnelSession::end_after_server(std::string why) {
  if (client_done_) co_return;
  server_done_ = true;
  server_->abort();
  if (on_server_end_) on_server_end_(why);
  error_code ignored;
  client_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  linger_.expires_after(kLinger);
  co_await linger_.async_wait(kAwait);
  hang_up();
}

}  // namespace chefs::consumer
