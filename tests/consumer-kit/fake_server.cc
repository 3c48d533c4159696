#include "tests/consumer-kit/fake_server.h"

#include <exception>
#include <utility>

namespace chefs::tests {

FakeServer::FakeServer(Script script)
    : script_(std::move(script)), thread_([this] { run(); }) {}

FakeServer::~FakeServer() { listener_.shut(); }

std::string FakeServer::url(const std::string& scheme) const {
  return scheme + "://127.0.0.1:" + std::to_string(listener_.port());
}

void FakeServer::run() {
  for (;;) {
    Socket socket;
    try {
      socket = listener_.accept();
    } catch (const std::exception&) {
      return;
    }
    try {
      script_(socket);
    } catch (const std::exception&) {
      continue;
    }
  }
}

void greet_nats_client(Socket& socket) {
  socket.write("INFO {\"server_id\":\"fake\",\"max_payload\":67108864}\r\n");
  socket.read_until("PING\r\n");
  socket.write("PONG\r\n");
}

std::string url_where_nobody_listens(const std::string& scheme) {
  const Listener closed_at_once;
  return scheme + "://127.0.0.1:" + std::to_string(closed_at_once.port());
}

}  // namespace chefs::tests
