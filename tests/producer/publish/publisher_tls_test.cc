// The publisher over TLS, to a real nats-server.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/nats_connection.h"
#include "producer/publish/publisher.h"
#include "producer/server/tls_authority.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/producer/publish/public_stream.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

constexpr const char* kSubject = "PUBLIC.forms.submission.created.f";

// Far more than the socket takes at once, so that records are written in part.
TEST(PublisherOverTls, SendsMoreThanTheSocketTakes) {
  constexpr std::size_t kMessages = 120;
  const tests::TemporaryFolder folder;
  const TlsFiles tls =
      make_tls_files(folder.path(), {}, std::chrono::system_clock::now());
  const tests::RealServer server({.tcp = tests::TcpListener::kTls,
                                  .certificate_file = tls.certificate,
                                  .key_file = tls.key});
  const base::NatsConnection admin(
      {.url = server.nats_url(), .nkey = server.admin(), .ca_file = tls.ca});
  ASSERT_EQ(tests::add_public_stream(admin.jetstream().get()), NATS_OK);
  std::vector<PublishResult> results;
  Publisher publisher(
      {.url = server.nats_url(),
       .nkey = server.admin(),
       .ca_file = tls.ca,
       .on_result = [&](const PublishResult& r) { results.push_back(r); }});

  std::vector<OutgoingMessage> messages;
  for (std::size_t i = 0; i < kMessages; ++i) {
    messages.push_back({.subject = kSubject,
                        .bytes = std::string(i % 2 == 0 ? 900'000 : 10, 'x'),
                        .kind = MessageKind::kRaw,
                        .number = i + 1});
  }
  publisher.publish(messages);
  publisher.finish();

  ASSERT_EQ(results.size(), kMessages);
  for (std::size_t i = 0; i < kMessages; ++i) {
    ASSERT_EQ(results[i].outcome, PublishOutcome::kStored)
        << describe(results[i]);
    ASSERT_EQ(results[i].sequence, i + 1);
  }
}

}  // namespace
}  // namespace chefs::producer
