// A connection to a real nats-server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "base/environment_error.h"
#include "base/nats_connection.h"
#include "producer/server/tls_authority.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/support/temporary_folder.h"

namespace chefs::base {
namespace {

using ::testing::HasSubstr;

TEST(NatsServer, ReportsAPermissionThatIsMissing) {
  const tests::RealServer server;
  tests::EventLog<ConnectionEvent> events;
  const NatsConnection nats(
      {.url = server.nats_url(),
       .nkey = server.consumer(),
       .on_event = [&events](const ConnectionEvent& e) { events.add(e); }});

  natsConnection_PublishString(nats.get(), "PUBLIC.forms.x", "not allowed");
  natsConnection_Flush(nats.get());

  const auto event = events.wait_for([](const ConnectionEvent& e) {
    return e.kind == ConnectionEventKind::kAsyncError;
  });
  ASSERT_TRUE(event);
  EXPECT_THAT(event->text, HasSubstr("PUBLIC.forms.x"));
  EXPECT_THAT(nats.last_error(), HasSubstr("PUBLIC.forms.x"));
}

TEST(NatsServer, IsReachedOverTlsWhenTheCaIsTrusted) {
  const tests::TemporaryFolder folder;
  const auto tls = producer::make_tls_files(folder.path(), {},
                                            std::chrono::system_clock::now());
  const tests::RealServer server({.tcp = tests::TcpListener::kTls,
                                  .certificate_file = tls.certificate,
                                  .key_file = tls.key});

  const NatsConnection trusting(
      {.url = server.nats_url(), .nkey = server.admin(), .ca_file = tls.ca});

  EXPECT_EQ(natsConnection_FlushTimeout(trusting.get(), 5'000), NATS_OK);
  EXPECT_THROW(
      NatsConnection({.url = server.nats_url(), .nkey = server.admin()}),
      EnvironmentError);
}

// The server tells addresses of its own; a client that takes them would leave
// the one that it was given.
TEST(NatsServer, IsReachedAtTheGivenAddressOnly) {
  const tests::RealServer server;
  const NatsConnection nats(
      {.url = server.nats_url(), .nkey = server.consumer()});
  char** urls = nullptr;
  int count = 0;

  natsConnection_GetServers(nats.get(), &urls, &count);

  EXPECT_EQ(count, 1);
  for (int i = 0; i < count; ++i) std::free(urls[i]);
  std::free(urls);
}

}  // namespace
}  // namespace chefs::base
