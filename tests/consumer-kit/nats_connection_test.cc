#include "transport/nats_connection.h"

#include <gtest/gtest.h>

#include <future>
#include <string>

#include "contract/hex.h"
#include "contract/random_source.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::transport {
namespace {

contract::UserNkey user() {
  contract::SeededRandom random(1, "a user of this test");
  return contract::UserNkey::create(random);
}

std::string nonce_whose_signature_starts_with_zero() {
  for (int i = 0;; ++i) {
    std::string nonce = "nonce" + std::to_string(i);
    if (user().sign(contract::as_bytes(nonce)).front() == std::byte{0}) {
      return nonce;
    }
  }
}

void greet(chefs::testing::Socket& client, const std::string& nonce) {
  client.write(
      R"(INFO {"server_id":"S","version":"2.10.0","proto":1,"max_payload":1024,)"
      R"("auth_required":true,"nonce":")" +
      nonce + "\"}\r\n");
}

// Gives what the client sent in answer to the second greeting.
std::string serve_two_greetings(chefs::testing::Listener& listener) {
  auto first = listener.accept();
  greet(first, nonce_whose_signature_starts_with_zero());
  first.read_to_end();
  auto second = listener.accept();
  greet(second, "another nonce");
  std::string connect = second.read_until("PING\r\n");
  second.write("PONG\r\n");
  second.read_to_end();
  return connect;
}

TEST(NatsConnection, AsksForAnotherNonceWhereCnatsWouldSendNoSignature) {
  chefs::testing::Listener listener;
  auto server = std::async(std::launch::async,
                           [&] { return serve_two_greetings(listener); });

  {
    NatsLibrary library;
    NatsConnection nats(
        {.url = "nats://127.0.0.1:" + std::to_string(listener.port()),
         .nkey = user()});
  }

  EXPECT_NE(server.get().find("\"sig\":\""), std::string::npos);
}

}  // namespace
}  // namespace chefs::transport
