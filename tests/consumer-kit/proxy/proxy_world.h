// A real server, its stream, and the fault proxy before it, with everything
// that the proxy told, for tests that let stock clients run through it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "consumer-kit/conformance/proxy/proxy.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/real_stream.h"
#include "tests/support/run_program.h"

namespace chefs::tests {

class ProxyWorld {
 public:
  // The faults as JSON: "[{…}]".
  explicit ProxyWorld(const std::string& faults = "[]",
                      conformance::ProxyProtocol protocol =
                          conformance::ProxyProtocol::kWebsocket);

  RealServer& server() { return server_; }
  RealStream& stream() { return stream_; }
  conformance::Proxy& proxy() { return *proxy_; }

  // Public events of submissions, as many as wanted.
  void publish(int count);
  // The stock consumer on nats.ws, until it has dealt with everything.
  Finished run_stock_consumer(std::map<std::string, std::string> more = {});

  std::vector<conformance::TimelineEvent> events() const;
  std::vector<conformance::TimelineEvent> events(
      conformance::EventKind kind) const;
  // Waits until there are so many of the kind; false after ten seconds.
  bool wait_for(conformance::EventKind kind, std::size_t count = 1) const;

 private:
  void record(conformance::TimelineEvent event);

  RealServer server_;
  RealStream stream_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<conformance::TimelineEvent> events_;
  std::optional<conformance::Proxy> proxy_;
};

}  // namespace chefs::tests
