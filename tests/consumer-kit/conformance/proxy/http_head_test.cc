#include "consumer-kit/conformance/proxy/http_head.h"

#include <gtest/gtest.h>

namespace chefs::conformance {
namespace {

TEST(HttpHead, EndsAtItsEmptyLine) {
  EXPECT_EQ(head_bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\nmore"), 27u);
  EXPECT_FALSE(head_bytes("GET / HTTP/1.1\r\nHost: a\r\n\r"));
}

TEST(HttpHead, AsksForNoCompressionHoweverItIsSpelled) {
  const std::string out = without_extensions(
      "GET / HTTP/1.1\r\nHost: a\r\n"
      "Sec-WebSocket-Extensions: permessage-deflate\r\n"
      "SEC-WEBSOCKET-EXTENSIONS:permessage-deflate; client_max_window_bits\r\n"
      "Sec-WebSocket-Key: x\r\n\r\n");

  EXPECT_EQ(out, "GET / HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key: x\r\n\r\n");
}

TEST(HttpHead, TellsAnUpgradeFromAnError) {
  EXPECT_TRUE(
      is_switching_protocols("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
  EXPECT_FALSE(is_switching_protocols("HTTP/1.1 403 Forbidden\r\n\r\n"));
  EXPECT_FALSE(is_switching_protocols("101\r\n\r\n"));
}

}  // namespace
}  // namespace chefs::conformance
