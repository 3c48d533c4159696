// A publisher between two calls, and servers that do what a real one does only
// after minutes, or never.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include "producer/publish/publisher.h"
#include "tests/consumer-kit/event_log.h"
#include "tests/consumer-kit/fake_server.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::producer {
namespace {

using std::chrono::steady_clock;
using tests::EventLog;
using tests::FakeServer;
using tests::Socket;
using namespace std::chrono_literals;

std::string read_line(Socket& socket, const std::string& verb) {
  for (;;) {
    const std::string line = socket.read_until("\r\n");
    if (line.starts_with(verb)) return line;
  }
}

// JetStream, in as far as a publisher sees it.
class Stream {
 public:
  explicit Stream(Socket& socket) : socket_(socket) {
    tests::greet_nats_client(socket_);
    std::string subject;
    std::istringstream(read_line(socket_, "SUB ").substr(4)) >> subject >> sid_;
  }

  void acknowledge_one() {
    std::string subject, reply;
    std::size_t size_bytes = 0;
    std::istringstream(read_line(socket_, "PUB ").substr(4)) >> subject >>
        reply >> size_bytes;
    socket_.read(size_bytes + 2);
    const std::string ack =
        "{\"stream\":\"CHEFS\",\"seq\":" + std::to_string(++last_sequence_) +
        "}";
    socket_.write("MSG " + reply + " " + sid_ + " " +
                  std::to_string(ack.size()) + "\r\n" + ack + "\r\n");
  }

  // Returns once the other side has read everything.
  void ping() {
    socket_.write("PING\r\n");
    read_line(socket_, "PONG");
  }

 private:
  Socket& socket_;
  std::string sid_;
  std::uint64_t last_sequence_ = 0;
};

OutgoingMessage message(std::uint64_t number, std::size_t bytes = 100) {
  return {.subject = "PUBLIC.forms.submission.created.f",
          .bytes = std::string(bytes, 'x'),
          .kind = MessageKind::kRaw,
          .number = number};
}

TEST(IdlePublisher, AnswersTheServersPings) {
  EventLog<int> answered;
  FakeServer server([&](Socket& socket) {
    Stream(socket).ping();
    answered.add(1);
    socket.read_to_end();
  });
  const Publisher publisher({.url = server.url("nats")});

  EXPECT_TRUE(answered.wait_for([](int) { return true; }));
}

// With the window full of messages that were answered in the meantime.
TEST(IdlePublisher, GoesOnAtOnceAfterAnswersThatCameInTheMeantime) {
  EventLog<int> answered;
  FakeServer server([&](Socket& socket) {
    Stream stream(socket);
    stream.acknowledge_one();
    stream.ping();
    answered.add(1);
    stream.acknowledge_one();
    socket.read_to_end();
  });
  std::vector<PublishResult> results;
  Publisher publisher(
      {.url = server.url("nats"),
       .max_in_flight = 1,
       .ack_timeout = 30s,
       .on_result = [&](const PublishResult& r) { results.push_back(r); }});

  publisher.publish(message(1));
  ASSERT_TRUE(answered.wait_for([](int) { return true; }));
  const auto start = steady_clock::now();
  publisher.publish(message(2));
  publisher.finish();

  EXPECT_LT(steady_clock::now() - start, 10s);
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].sequence, 1U);
  EXPECT_EQ(results[1].sequence, 2U);
}

// The server's side of the socket fills up; the answers that are missing are
// told all the same.
TEST(StuckServer, IsToldOfInTime) {
  EventLog<int> gate;
  FakeServer server([&](Socket& socket) {
    Stream stream(socket);
    gate.wait_for([](int) { return true; });
    socket.read_to_end();
  });
  std::vector<PublishResult> results;
  Publisher publisher({.url = server.url("nats"),
                       .ack_timeout = 100ms,
                       .on_result = [&](const PublishResult& r) {
                         results.push_back(r);
                         gate.add(1);
                       }});

  for (std::uint64_t i = 1; i <= 30; ++i)
    publisher.publish(message(i, 1 << 20));
  publisher.finish();

  ASSERT_EQ(results.size(), 30U);
  for (const PublishResult& result : results) {
    EXPECT_EQ(result.outcome, PublishOutcome::kUnacknowledged);
    EXPECT_EQ(result.text, "the server did not answer in time");
  }
}

}  // namespace
}  // namespace chefs::producer
