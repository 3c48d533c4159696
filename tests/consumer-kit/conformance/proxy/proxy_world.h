// A real server, its stream, and the fault proxy before it, with everything
// that the proxy told, for tests that let stock clients run through it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "consumer-kit/conformance/proxy/proxy.h"
#include "contract/json.h"
#include "producer/server/tls_authority.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/real_stream.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

namespace chefs::tests {

struct ProxyWorldOptions {
  // As JSON: "[{…}]".
  std::string faults = "[]";
  conformance::ProxyProtocol protocol = conformance::ProxyProtocol::kWebsocket;
  WebSocketListener towards_program = WebSocketListener::kPlain;
};

// What a stock client saw, in order: {"seq":1}, {"close":1011} …
struct ClientRun {
  std::vector<contract::Json> lines;
  std::string err;
  int exit_code = 0;

  // The values of that member, in order.
  std::vector<int> all(const char* member) const;
  bool has(const char* member) const { return !all(member).empty(); }
};

class ProxyWorld {
 public:
  explicit ProxyWorld(const ProxyWorldOptions& options = {});
  explicit ProxyWorld(const std::string& faults)
      : ProxyWorld(ProxyWorldOptions{.faults = faults}) {}

  RealServer& server() { return server_; }
  RealStream& stream() { return stream_; }
  conformance::Proxy& proxy() { return *proxy_; }
  // What clients must trust.
  const std::filesystem::path& ca_file() const { return tls_.ca; }

  // Public events of submissions, as many as wanted, of so many bytes or more.
  void publish(int count, std::size_t bytes = 0);
  // The stock consumer on nats.ws, until it has dealt with everything.
  Finished run_stock_consumer(std::map<std::string, std::string> more = {});
  // client.mjs.
  ClientRun run_client(int expected_messages,
                       std::map<std::string, std::string> more = {});

  std::vector<conformance::TimelineEvent> events() const;
  std::vector<conformance::TimelineEvent> events(
      conformance::EventKind kind) const;
  // Waits until there are so many of the kind; false after ten seconds.
  bool wait_for(conformance::EventKind kind, std::size_t count = 1) const;

 private:
  void record(conformance::TimelineEvent event);
  void break_server(producer::ServerAction action);

  std::map<std::string, std::string> environment() const;

  TemporaryFolder folder_;
  producer::TlsFiles tls_;
  RealServer server_;
  RealStream stream_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<conformance::TimelineEvent> events_;
  std::optional<conformance::Proxy> proxy_;
  // Restarts the server; ends before the proxy does.
  std::jthread repair_;
};

}  // namespace chefs::tests
