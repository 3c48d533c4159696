// A server on a loopback port that does what a test tells it to, right or
// wrong.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "tests/consumer-kit/socket.h"

namespace chefs::tests {

// Runs the script, on a thread of its own, on each connection in turn. What
// the script throws ends that connection.
class FakeServer {
 public:
  using Script = std::function<void(Socket&)>;

  explicit FakeServer(Script script);
  ~FakeServer();

  // E.g. "ws://127.0.0.1:40001".
  std::string url(const std::string& scheme = "ws") const;

 private:
  void run();

  Script script_;
  Listener listener_;
  std::jthread thread_;
};

// What a nats-server and a client that needs no credentials say to each other
// first.
void greet_nats_client(Socket& socket);

// Where nobody listens (any more).
std::string url_where_nobody_listens(const std::string& scheme = "ws");

}  // namespace chefs::tests
