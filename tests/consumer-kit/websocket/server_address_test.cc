#include "consumer-kit/websocket/server_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace chefs::consumer {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ServerAddress parsed(std::string_view text) {
  return std::get<ServerAddress>(parse_server_address(text));
}

std::string fault_of(std::string_view text) {
  return std::get<base::UrlFault>(parse_server_address(text)).text;
}

TEST(ServerAddress, ReadsSchemeHostPortAndPath) {
  const auto address = parsed("ws://chefs.example:8888/stream?x=1");

  EXPECT_EQ(address.scheme, WebSocketScheme::kPlain);
  EXPECT_EQ(address.host, "chefs.example");
  EXPECT_EQ(address.port, "8888");
  EXPECT_EQ(address.path, "/stream?x=1");
}

TEST(ServerAddress, TakesTheSchemesPortAndTheRootByDefault) {
  EXPECT_EQ(parsed("ws://h").port, "80");
  EXPECT_EQ(parsed("wss://h").port, "443");
  EXPECT_EQ(parsed("wss://h").path, "/");
}

TEST(ServerAddress, IsTlsWithoutAScheme) {
  EXPECT_EQ(to_string(parsed("h:8443")), "wss://h:8443");
}

TEST(ServerAddress, TakesAnIpv6AddressInBrackets) {
  const auto address = parsed("ws://[::1]:8888");

  EXPECT_EQ(address.host, "::1");
  EXPECT_EQ(host_header(address), "[::1]:8888");
}

TEST(ServerAddress, IsWrittenAsItWasRead) {
  for (const auto* text :
       {"ws://h:8888", "wss://h", "wss://h/p", "ws://[::1]/"}) {
    EXPECT_EQ(to_string(parsed(to_string(parsed(text)))),
              to_string(parsed(text)));
  }
}

TEST(ServerAddress, SaysWhatIsWrongWithTheText) {
  EXPECT_THAT(fault_of("nats://h:4222"), HasSubstr("nats://"));
  EXPECT_THAT(fault_of("ws://"), HasSubstr("names no host"));
  EXPECT_THAT(fault_of("ws://h:"), HasSubstr("host:port"));
  EXPECT_THAT(fault_of("ws://h:0"), HasSubstr("1-65535"));
  EXPECT_THAT(fault_of("ws://h:65536"), HasSubstr("1-65535"));
  EXPECT_THAT(fault_of("ws://h:8x"), HasSubstr("1-65535"));
  EXPECT_THAT(fault_of("ws://[::1"), HasSubstr("host:port"));
  EXPECT_THAT(fault_of("ws://h h:1"), HasSubstr("white space"));
}

TEST(ServerAddress, DoesNotRepeatAPassword) {
  EXPECT_THAT(fault_of("ws://user:hunter2@h:1"), Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace chefs::consumer
