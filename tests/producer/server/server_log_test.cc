#include "producer/server/server_log.h"

#include <gtest/gtest.h>

namespace chefs::producer {
namespace {

// Lines as nats-server 2.9.10 and 2.10.27 write them.
std::string fatal(const std::string& text) {
  return "[7] 2026/11/24 07:12:52.992350 [INF] Starting nats-server\n"
         "[7] 2026/11/24 07:12:52.992411 [FTL] " +
         text + "\n";
}

TEST(ServerLog, NamesThePortThatIsInUseAndItsOption) {
  EXPECT_EQ(explain_failed_start(
                fatal("Error listening on port: 127.0.0.1:4222, \"listen tcp "
                      "127.0.0.1:4222: bind: address already in use\"")),
            "port 4222 on 127.0.0.1 is in use; give --port 0 for any free "
            "port");
  EXPECT_EQ(explain_failed_start(
                fatal("Unable to listen for websocket connections: listen tcp "
                      "[::1]:8888: bind: address already in use")),
            "port 8888 on ::1 is in use; give --websocket-port 0 for any free "
            "port");
  EXPECT_EQ(explain_failed_start(fatal(
                "Can't start monitoring: can't listen to the monitor port: "
                "listen tcp 127.0.0.1:8222: bind: address already in use")),
            "port 8222 on 127.0.0.1 is in use; give --monitoring-port 0 for "
            "any free port");
}

TEST(ServerLog, NamesTheAddressThatIsNotThisMachines) {
  EXPECT_EQ(explain_failed_start(fatal(
                "Error listening on port: 10.9.9.9:0, \"listen tcp 10.9.9.9:0: "
                "bind: cannot assign requested address\"")),
            "10.9.9.9 is not an address of this machine; give another --host");
}

TEST(ServerLog, GivesThePortThatMayNotBeUsed) {
  EXPECT_EQ(explain_failed_start(
                fatal("Error listening on port: 127.0.0.1:80, \"listen tcp "
                      "127.0.0.1:80: bind: permission denied\"")),
            "it cannot listen on port 80 of 127.0.0.1: permission denied");
}

TEST(ServerLog, GivesJetStreamsReasonForAStore) {
  EXPECT_EQ(explain_failed_start(
                fatal("Can't start JetStream: could not create storage "
                      "directory - mkdir /data: permission denied")),
            "JetStream cannot use its store: could not create storage "
            "directory - mkdir /data: permission denied; give another --store");
}

TEST(ServerLog, GoesByTheLatestStart) {
  EXPECT_EQ(explain_failed_start(fatal("Can't start JetStream: first") +
                                 fatal("Can't start JetStream: second")),
            "JetStream cannot use its store: second; give another --store");
}

TEST(ServerLog, ExplainsNothingThatItDoesNotKnow) {
  EXPECT_EQ(explain_failed_start(fatal("something new")), std::nullopt);
  EXPECT_EQ(explain_failed_start(""), std::nullopt);
  EXPECT_EQ(explain_failed_start("[7] [INF] Server is ready\n"), std::nullopt);
}

TEST(ServerLog, EndsWithItsLastLines) {
  EXPECT_EQ(log_tail("one\ntwo\nthree\n", 2), "  two\n  three");
  EXPECT_EQ(log_tail("one\ntwo", 9), "  one\n  two");
  EXPECT_EQ(log_tail("\n", 2), "  ");
  EXPECT_EQ(log_tail("", 2), "  ");
}

}  // namespace
}  // namespace chefs::producer
