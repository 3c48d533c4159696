// The tunnel over TLS, against a real nats-server with a private CA.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "base/environment_error.h"
#include "consumer-kit/reference/consumer.h"
#include "consumer-kit/websocket/websocket_connection.h"
#include "producer/server/tls_authority.h"
#include "tests/consumer-kit/real_server.h"
#include "tests/consumer-kit/real_stream.h"
#include "tests/consumer-kit/reference/consumer_under_test.h"
#include "tests/consumer-kit/sample_events.h"
#include "tests/support/temporary_folder.h"

namespace chefs::consumer {
namespace {

using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;
using tests::RealServer;

producer::TlsFiles tls_files_in(const tests::TemporaryFolder& folder) {
  return producer::make_tls_files(folder.path(), {},
                                  std::chrono::system_clock::now());
}

class WebSocketTls : public ::testing::Test {
 protected:
  std::string url(const std::string& host) const {
    return "wss://" + host + ":" + std::to_string(server_.websocket_port());
  }
  auto connecting(const std::string& address,
                  const std::filesystem::path& ca) const {
    return [this, address, ca] {
      WebSocketConnection nats(
          {.servers = {address}, .nkey = server_.consumer(), .ca_file = ca});
    };
  }

  base::NatsLibrary library_;
  tests::TemporaryFolder folder_;
  producer::TlsFiles tls_ = tls_files_in(folder_);
  RealServer server_{{.websocket = tests::WebSocketListener::kTls,
                      .certificate_file = tls_.certificate,
                      .key_file = tls_.key}};
};

TEST_F(WebSocketTls, CarriesEventsWhenTheCaIsTrusted) {
  tests::RealStream stream(server_);
  stream.publish(tests::kPublicSubject, tests::public_event());
  auto options = tests::options_for(server_);
  options.link.ca_file = tls_.ca;

  EXPECT_EQ(tests::read_all(options).size(), 1u);
}

TEST_F(WebSocketTls, IsReachedByNameToo) {
  EXPECT_NO_THROW(connecting(url("localhost"), tls_.ca)());
}

TEST_F(WebSocketTls, RefusesACertificateOfAnUnknownCa) {
  EXPECT_THAT(connecting(url("127.0.0.1"), {}),
              ThrowsMessage<EnvironmentError>(
                  AllOf(HasSubstr(url("127.0.0.1")),
                        HasSubstr("its certificate is not trusted"))));
}

TEST_F(WebSocketTls, RefusesACertificateOfAnotherCa) {
  const tests::TemporaryFolder other_folder;
  const auto other = tls_files_in(other_folder);

  EXPECT_THAT(connecting(url("127.0.0.1"), other.ca),
              ThrowsMessage<EnvironmentError>(
                  HasSubstr("its certificate is not trusted")));
}

// 127.0.0.2 is this machine as well, but the certificate does not name it.
TEST_F(WebSocketTls, RefusesACertificateForAnotherHost) {
  const tests::TemporaryFolder folder;
  const auto tls = tls_files_in(folder);
  const RealServer everywhere({.websocket = tests::WebSocketListener::kTls,
                               .certificate_file = tls.certificate,
                               .key_file = tls.key,
                               .websocket_host = "127.0.0.2"});
  const auto connect = [&] {
    WebSocketConnection nats({.servers = {everywhere.websocket_url()},
                              .nkey = everywhere.consumer(),
                              .ca_file = tls.ca});
  };

  EXPECT_THAT(connect, ThrowsMessage<EnvironmentError>(
                           HasSubstr("its certificate is not trusted")));
}

TEST_F(WebSocketTls, SaysThatAPlainAddressMeetsTls) {
  EXPECT_THAT(
      connecting("ws://127.0.0.1:" + std::to_string(server_.websocket_port()),
                 {}),
      ThrowsMessage<EnvironmentError>(HasSubstr("wss://")));
}

TEST_F(WebSocketTls, SaysThatATlsAddressMeetsPlainWebSocket) {
  const RealServer plain;

  EXPECT_THAT(
      connecting("wss://127.0.0.1:" + std::to_string(plain.websocket_port()),
                 tls_.ca),
      ThrowsMessage<EnvironmentError>(HasSubstr("ws://")));
}

}  // namespace
}  // namespace chefs::consumer
