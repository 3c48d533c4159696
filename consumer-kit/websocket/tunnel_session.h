// One connection through the tunnel: bytes from the client's loopback socket
// to the WebSocket and back, each way no faster than the other side takes it.
// Not the choice of a server and not the accepting: that is tunnel.cc.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>

#include "consumer-kit/websocket/websocket_client.h"

namespace chefs::consumer {

// Used on the tunnel's thread only. Held by a shared_ptr: each direction keeps
// it alive while it runs.
class TunnelSession : public std::enable_shared_from_this<TunnelSession> {
 public:
  explicit TunnelSession(boost::asio::ip::tcp::socket client);

  // Called at most once, with the reason, when the server's side ends first.
  using OnServerEnd = std::function<void(const std::string& why)>;
  // Relays until both ends are closed.
  boost::asio::awaitable<void> relay(std::unique_ptr<WebSocketClient> server,
                                     OnServerEnd on_server_end);

  // True once the client has closed its end, though bytes of it may wait.
  bool client_has_left();
  bool is_relaying() const { return server_ != nullptr; }
  // Ends the client's side; the server is still told goodbye.
  void hang_up();
  // Ends both sides at once.
  void abort();

 private:
  boost::asio::awaitable<void> relay_from_client();
  boost::asio::awaitable<void> relay_from_server();
  boost::asio::awaitable<void> end_after_server(std::string why);
  // False if the client is gone.
  boost::asio::awaitable<bool> give_client(boost::asio::const_buffer bytes);

  boost::asio::ip::tcp::socket client_;
  std::unique_ptr<WebSocketClient> server_;
  OnServerEnd on_server_end_;
  // Runs from the server's end until the client has closed too.
  boost::asio::steady_timer linger_;
  bool client_done_ = false;
  bool server_done_ = false;
};

}  // namespace chefs::consumer
