// A real nats-server with the accounts of CHEFS, on ephemeral loopback ports,
// gone with its store when the test ends. NATS_SERVER names the binary; without
// it, the one in PATH.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/child_process.h"
#include "contract/nkey.h"
#include "tests/support/temporary_folder.h"

namespace chefs::tests {

enum class WebSocketListener { kPlain, kTls };

enum class TcpListener { kPlain, kTls };

struct RealServerOptions {
  TcpListener tcp = TcpListener::kPlain;
  WebSocketListener websocket = WebSocketListener::kPlain;
  // Certificate and key for kTls.
  std::filesystem::path certificate_file = {};
  std::filesystem::path key_file = {};
  std::string websocket_host = "127.0.0.1";
};

class RealServer {
 public:
  explicit RealServer(RealServerOptions options = {});
  ~RealServer();
  RealServer(const RealServer&) = delete;
  RealServer& operator=(const RealServer&) = delete;

  // Exactly the permissions of contract/permissions.h.
  const contract::UserNkey& consumer() const { return consumer_; }
  // May do everything.
  const contract::UserNkey& admin() const { return admin_; }

  std::string nats_url() const;
  std::string websocket_url() const;
  int websocket_port() const { return websocket_port_; }
  // E.g. 2.10; as the binary says.
  bool is_at_least(int major, int minor) const;

  // SIGKILL; waits until it is gone.
  void kill();
  // With the same ports, keys and store.
  void start();

 private:
  std::string config() const;

  RealServerOptions options_;
  TemporaryFolder dir_;
  contract::UserNkey consumer_;
  contract::UserNkey admin_;
  // -1: any free port, until the server has chosen one.
  int nats_port_ = -1;
  int websocket_port_ = -1;
  std::unique_ptr<producer::ChildProcess> process_;
};

}  // namespace chefs::tests
