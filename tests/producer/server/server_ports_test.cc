#include "producer/server/server_ports.h"

#include <gtest/gtest.h>

#include <string>

namespace chefs::producer {
namespace {

// As nats-server 2.9.10 wrote it.
const std::string kWritten = R"({"nats":["nats://127.0.0.1:46753"],)"
                             R"("monitoring":["http://127.0.0.1:45757"],)"
                             R"("websocket":["ws://127.0.0.1:44469"]})";

TEST(PortsFile, TellsEachListenersPort) {
  const auto ports = parse_ports_file(kWritten);

  ASSERT_TRUE(ports.has_value());
  EXPECT_EQ(ports->client, 46753);
  EXPECT_EQ(ports->monitoring, 45757);
  EXPECT_EQ(ports->websocket, 44469);
}

TEST(PortsFile, TellsNothingWhileItIsHalfWritten) {
  for (std::size_t length = 0; length < kWritten.size(); ++length) {
    EXPECT_FALSE(parse_ports_file(kWritten.substr(0, length))) << length;
  }
}

TEST(PortsFile, TellsNothingIfAListenerIsMissing) {
  EXPECT_FALSE(parse_ports_file(R"({"nats":["nats://127.0.0.1:1"]})"));
  EXPECT_FALSE(parse_ports_file(
      R"({"nats":[],"monitoring":["http://h:2"],"websocket":["ws://h:3"]})"));
}

TEST(PortsFile, TakesTheFirstOfManyAddresses) {
  const auto ports = parse_ports_file(
      R"({"nats":["nats://10.0.0.1:1","nats://[::1]:1"],)"
      R"("monitoring":["http://127.0.0.1:2"],"websocket":["wss://[::1]:3"]})");

  ASSERT_TRUE(ports.has_value());
  EXPECT_EQ(ports->client, 1);
  EXPECT_EQ(ports->websocket, 3);
}

}  // namespace
}  // namespace chefs::producer
