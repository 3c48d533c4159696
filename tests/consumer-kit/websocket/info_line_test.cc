#include "consumer-kit/websocket/info_line.h"

#include <gtest/gtest.h>

namespace chefs::consumer {
namespace {

TEST(InfoLine, LosesWhatOnlyADirectClientNeeds) {
  const auto line = without_server_hints(
      "INFO {\"a\":1,\"tls_required\":true,\"tls_available\":true,"
      "\"tls_verify\":true,\"connect_urls\":[],\"ws_connect_urls\":[],\"z\":2}"
      "\r\n");

  EXPECT_EQ(line, "INFO {\"a\":1,\"z\":2}\r\n");
}

TEST(InfoLine, IsLeftAloneWhenItIsNotInfo) {
  for (const auto* line : {"PING\r\n", "", "\r\n", "INFO", "INFO \r\n",
                           "INFO {broken\r\n", "INFO [1]\r\n"}) {
    EXPECT_EQ(without_server_hints(line), line);
  }
}

}  // namespace
}  // namespace chefs::consumer
