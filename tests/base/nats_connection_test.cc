// A connection by NKey to a server that a test writes itself, word for word.
#include "base/nats_connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "base/environment_error.h"
#include "contract/hex.h"
#include "contract/json.h"
#include "contract/random_source.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::base {
namespace {

using contract::Json;
using contract::UserNkey;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::ThrowsMessage;
using tests::FakeServer;
using tests::Socket;
using namespace std::chrono_literals;

UserNkey new_user() {
  contract::SystemRandom random;
  return UserNkey::create(random);
}

// One whose signature begins with a zero byte, as one in 256 does, or not.
std::string nonce_for(const UserNkey& user, bool begins_with_zero) {
  for (int i = 0;; ++i) {
    const std::string nonce = "nonce" + std::to_string(i);
    const auto signature = user.sign(contract::as_bytes(nonce));
    if ((signature[0] == std::byte{0}) == begins_with_zero) return nonce;
  }
}

// The greeting; gives what the client answers to it.
Json greet(Socket& socket, const std::string& nonce) {
  socket.write(
      "INFO {\"server_id\":\"fake\",\"max_payload\":1048576,"
      "\"auth_required\":true,\"nonce\":\"" +
      nonce + "\"}\r\n");
  const std::string line = socket.read_until("\r\n");
  socket.read_until("PING\r\n");
  socket.write("PONG\r\n");
  return Json::parse(line.substr(std::string("CONNECT ").size()));
}

// Base64 in the alphabet for URLs, without padding.
std::string decoded(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  const auto padding = (4 - text.size() % 4) % 4;
  text.append(padding, '=');
  std::string bytes(text.size(), '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

TEST(NatsConnection, SignsTheServersNonceWithItsNkey) {
  const UserNkey user = new_user();
  const std::string nonce = nonce_for(user, false);
  tests::EventLog<Json> answers;
  FakeServer server([&](Socket& socket) {
    answers.add(greet(socket, nonce));
    socket.read_to_end();
  });

  const NatsConnection nats({.url = server.url("nats"), .nkey = user});

  const auto answer = answers.wait_for([](const auto&) { return true; });
  ASSERT_TRUE(answer);
  const std::string signature = decoded(answer->at("sig"));
  EXPECT_EQ(answer->at("nkey"), user.public_key());
  EXPECT_TRUE(contract::verify(user.public_key(), contract::as_bytes(nonce),
                               contract::as_bytes(signature)));
  EXPECT_THAT(answer->dump(),
              Not(HasSubstr(std::string(user.seed().reveal()))));
}

// Serves nonces in turn, the last one for ever, and ends the first connection
// once it stands.
class NonceServer {
 public:
  explicit NonceServer(std::vector<std::string> nonces)
      : nonces_(std::move(nonces)) {}

  std::string url() const { return server_.url("nats"); }
  std::size_t connections() const { return connections_; }

 private:
  void serve(Socket& socket) {
    const auto number = std::min(connections_++, nonces_.size() - 1);
    greet(socket, nonces_[number]);
    if (number + 1 < nonces_.size()) return socket.shut();
    socket.read_to_end();
  }

  std::vector<std::string> nonces_;
  std::atomic<std::size_t> connections_ = 0;
  FakeServer server_{[this](Socket& socket) { serve(socket); }};
};

TEST(NatsConnection, AsksForAnotherNonceWhenASignatureCannotBeSent) {
  const UserNkey user = new_user();
  const NonceServer server({nonce_for(user, true), nonce_for(user, false)});

  const NatsConnection nats({.url = server.url(), .nkey = user});

  EXPECT_EQ(server.connections(), 2u);
}

TEST(NatsConnection, AsksForAnotherNonceWhenItReconnects) {
  const UserNkey user = new_user();
  const NonceServer server(
      {nonce_for(user, false), nonce_for(user, true), nonce_for(user, false)});
  tests::EventLog<ConnectionEventKind> events;

  const NatsConnection nats({.url = server.url(),
                             .nkey = user,
                             .reconnect_wait = 1ms,
                             .on_event = [&events](const ConnectionEvent& e) {
                               events.add(e.kind);
                             }});

  EXPECT_TRUE(events.wait_for(
      [](auto kind) { return kind == ConnectionEventKind::kReconnected; }));
  EXPECT_EQ(server.connections(), 3u);
}

TEST(NatsConnection, GivesUpOnAServerWhoseNonceIsAlwaysTheSame) {
  const UserNkey user = new_user();
  const NonceServer server({nonce_for(user, true)});

  EXPECT_THROW(NatsConnection({.url = server.url(), .nkey = user}),
               EnvironmentError);
}

TEST(NatsConnection, TellsALossAReturnAndTheEnd) {
  const UserNkey user = new_user();
  const std::string nonce = nonce_for(user, false);
  const NonceServer server({nonce, nonce});
  tests::EventLog<ConnectionEventKind> events;
  {
    const NatsConnection nats({.url = server.url(),
                               .nkey = user,
                               .reconnect_wait = 1ms,
                               .on_event = [&events](const ConnectionEvent& e) {
                                 events.add(e.kind);
                               }});
    ASSERT_TRUE(events.wait_for(
        [](auto kind) { return kind == ConnectionEventKind::kReconnected; }));
  }

  EXPECT_THAT(events.all(),
              ::testing::IsSupersetOf({ConnectionEventKind::kDisconnected,
                                       ConnectionEventKind::kReconnected,
                                       ConnectionEventKind::kClosed}));
}

TEST(NatsConnection, GivesTheServersReasonForARefusal) {
  const UserNkey user = new_user();
  FakeServer server([](Socket& socket) {
    socket.write("INFO {\"server_id\":\"fake\",\"nonce\":\"abc\"}\r\n");
    socket.read_until("PING\r\n");
    socket.write("-ERR 'Authorization Violation'\r\n");
  });

  const auto connect = [&] {
    NatsConnection nats({.url = server.url("nats"), .nkey = user});
  };

  EXPECT_THAT(connect,
              ThrowsMessage<AuthorizationError>(
                  AllOf(HasSubstr(server.url("nats") +
                                  ": Authorization Violation; the server does "
                                  "not know the NKey " +
                                  user.public_key()),
                        Not(HasSubstr(".c:")))));
}

TEST(NatsConnection, NamesTheAddressWithoutItsPassword) {
  const std::string url = tests::url_where_nobody_listens("nats");
  const auto port = url.substr(url.rfind(':'));
  const auto connect = [&] {
    NatsConnection nats({.url = "nats://user:hunter2@127.0.0.1" + port});
  };

  EXPECT_THAT(connect, ThrowsMessage<EnvironmentError>(
                           AllOf(HasSubstr("nats://127.0.0.1" + port),
                                 Not(HasSubstr("hunter2")))));
}

TEST(NatsConnection, SeesThatAServerDoesNotSpeakNats) {
  FakeServer server([](Socket& socket) {
    socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    socket.read_to_end();
  });

  EXPECT_THROW(NatsConnection({.url = server.url("nats")}), EnvironmentError);
}

TEST(NatsConnection, NoticesAServerThatFallsSilent) {
  const UserNkey user = new_user();
  const std::string nonce = nonce_for(user, false);
  FakeServer server([&nonce](Socket& socket) {
    greet(socket, nonce);
    socket.read_to_end();
  });
  tests::EventLog<ConnectionEventKind> events;

  const NatsConnection nats({.url = server.url("nats"),
                             .nkey = user,
                             .ping_interval = 50ms,
                             .on_event = [&events](const ConnectionEvent& e) {
                               events.add(e.kind);
                             }});

  EXPECT_TRUE(events.wait_for(
      [](auto kind) { return kind == ConnectionEventKind::kDisconnected; }));
}

TEST(NatsConnection, DoesNotWaitForeverForAGreeting) {
  FakeServer server([](Socket& socket) { socket.read_to_end(); });

  EXPECT_THROW(NatsConnection({.url = server.url("nats"), .timeout = 200ms}),
               EnvironmentError);
}

TEST(NatsConnection, NamesACaFileThatCannotBeRead) {
  const auto connect = [] {
    NatsConnection nats(
        {.url = "tls://127.0.0.1:1", .ca_file = "/no/such/ca.pem"});
  };

  EXPECT_THAT(connect,
              ThrowsMessage<EnvironmentError>(HasSubstr("/no/such/ca.pem")));
}

}  // namespace
}  // namespace chefs::base
