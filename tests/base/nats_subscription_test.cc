// Subscriptions to a server that the test writes word for word, and that sends
// without a pause.
#include "base/nats_subscription.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <atomic>
#include <optional>
#include <string>

#include "base/nats_connection.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::base {
namespace {

using tests::EventLog;
using tests::FakeServer;
using tests::Socket;

// To the connection's first subscription, until the client is gone. Before it
// goes, it pings.
void flood(Socket& socket) {
  tests::greet_nats_client(socket);
  socket.read_until("SUB s  1\r\n");
  std::string messages;
  for (int i = 0; i < 50; ++i) messages += "MSG s 1 4\r\ntext\r\n";
  for (;;) {
    socket.write(messages);
    pollfd said{socket.descriptor(), POLLIN, 0};
    if (::poll(&said, 1, 0) == 0) continue;
    if (socket.read_until("\r\n") == "PING\r\n") socket.write("PONG\r\n");
  }
}

std::string text_of(const MessageHandle& message) {
  return {natsMsg_GetData(message.get()),
          static_cast<std::size_t>(natsMsg_GetDataLength(message.get()))};
}

// A link whose subscription hears something before the two of them end.
struct Link {
  explicit Link(const std::string& url)
      : nats(std::in_place, NatsConnectionOptions{.url = url}),
        heard(nats->subscribe("s", [this](natsSubscription*, MessageHandle m) {
          // What is destroyed is no more to be heard of.
          texts->add(text_of(m));
        })) {
    texts->wait_for([](const std::string&) { return true; });
  }

  std::optional<EventLog<std::string>> texts{std::in_place};
  std::optional<NatsConnection> nats;
  std::optional<NatsSubscription> heard;
};

TEST(NatsSubscription, GivesWhatComesToItsHandler) {
  FakeServer server(flood);
  Link link(server.url("nats"));

  EXPECT_EQ(link.texts->all().front(), "text");
}

// cnats 3.4 writes to a subscription that is freed while its connection reads;
// then this test does not end, or the program does.
TEST(NatsSubscription, EndsBeforeItsConnectionInAFlood) {
  FakeServer server(flood);
  for (int i = 0; i < 40; ++i) {
    Link link(server.url("nats"));
    link.heard.reset();
    link.texts.reset();
    link.nats.reset();
  }
}

TEST(NatsSubscription, EndsAfterItsConnectionInAFlood) {
  FakeServer server(flood);
  for (int i = 0; i < 40; ++i) {
    Link link(server.url("nats"));
    link.nats.reset();
    link.texts.reset();
    EXPECT_EQ(link.heard->get(), nullptr);
    link.heard.reset();
  }
}

TEST(NatsSubscription, KeepsMessagesUntilTheyAreTakenWithoutAHandler) {
  FakeServer server(flood);
  std::optional<NatsConnection> nats(
      std::in_place, NatsConnectionOptions{.url = server.url("nats")});
  const NatsSubscription heard = nats->subscribe("s");
  natsMsg* raw = nullptr;

  ASSERT_EQ(natsSubscription_NextMsg(&raw, heard.get(), 10'000), NATS_OK);
  const MessageHandle message(raw);
  nats.reset();

  EXPECT_EQ(text_of(message), "text");
  EXPECT_EQ(natsSubscription_NextMsg(&raw, heard.get(), 1), NATS_INVALID_ARG);
}

TEST(NatsSubscription, IsNotMadeOnAConnectionThatIsClosed) {
  FakeServer server(flood);
  const NatsConnection nats({.url = server.url("nats")});
  natsConnection_Close(nats.get());

  EXPECT_THROW(nats.subscribe("s"), NatsError);
  EXPECT_THROW(nats.subscribe("s", [](natsSubscription*, MessageHandle) {}),
               NatsError);
}

}  // namespace
}  // namespace chefs::base
