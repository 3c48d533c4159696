// The case runner's own connection, with a real nats-server.
#include "consumer-kit/conformance/consumer/admin_link.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <array>
#include <stop_token>
#include <thread>

#include "tests/consumer-kit/real_server.h"

namespace chefs::conformance {
namespace {

// Publishes as fast as the server takes it.
void flood(const tests::RealServer& server, const std::stop_token& stop) {
  const base::NatsConnection nats(
      {.url = server.nats_url(), .nkey = server.admin()});
  while (!stop.stop_requested()) {
    natsConnection_PublishString(nats.get(), "$JS.EVENT.ADVISORY.TEST", "{}");
  }
}

void come_and_go(const tests::RealServer& server, int times) {
  for (int i = 0; i < times; ++i) {
    TimelineRecorder recorder;
    const AdminLink link(server.nats_url(), server.admin(), recorder);
    pollfd news{.fd = recorder.descriptor(), .events = POLLIN, .revents = 0};
    ASSERT_EQ(::poll(&news, 1, 10'000), 1);
  }
}

// A program that dies takes this test with it. cnats 3.4 writes to a
// subscription that was destroyed while its connection reads: of links that
// ended that way, one in some thousand died.
TEST(AdminLink, EndsInTheMidstOfAFloodOfAdvisories) {
  const base::NatsLibrary library;
  const tests::RealServer server;
  std::jthread flooding(
      [&server](const std::stop_token& stop) { flood(server, stop); });
  {
    const std::jthread other([&server] { come_and_go(server, 150); });
    come_and_go(server, 150);
  }
}

}  // namespace
}  // namespace chefs::conformance
