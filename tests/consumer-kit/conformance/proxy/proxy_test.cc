#include "consumer-kit/conformance/proxy/proxy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "contract/json.h"
#include "tests/consumer-kit/conformance/proxy/proxy_world.h"
#include "tests/consumer-kit/socket.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using tests::ProxyWorld;

std::ptrdiff_t lines_in(const std::string& text) {
  return std::ranges::count(text, '\n');
}

std::vector<std::uint64_t> sequences(const std::vector<TimelineEvent>& events) {
  std::vector<std::uint64_t> out;
  for (const auto& event : events) out.push_back(event.sequence);
  return out;
}

TEST(Proxy, PassesAStockConsumersWorkAndTellsIt) {
  ProxyWorld world;
  world.publish(5);

  const auto run = world.run_stock_consumer();

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(lines_in(run.out), 5);
  const auto delivered = world.events(EventKind::kDelivered);
  EXPECT_THAT(sequences(delivered), ::testing::ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(delivered.front().count, 1u);
  EXPECT_EQ(delivered.front().text, "PUBLIC.forms.submission.created.form");
  EXPECT_THAT(sequences(world.events(EventKind::kAcked)),
              ::testing::ElementsAre(1, 2, 3, 4, 5));
  EXPECT_EQ(world.stream().ack_floor("stock"), 5u);
}

TEST(Proxy, TellsTheHandshakeAndTheEndOfAConnection) {
  ProxyWorld world;
  world.publish(1);

  world.run_stock_consumer();

  ASSERT_TRUE(world.wait_for(EventKind::kClosed));
  EXPECT_EQ(world.events().front().kind, EventKind::kConnected);
  EXPECT_EQ(world.events().front().text, "websocket");
  EXPECT_EQ(world.events().front().connection, 1u);
  const auto logins = world.events(EventKind::kLoggedIn);
  ASSERT_EQ(logins.size(), 1u);
  const Json login = Json::parse(logins.front().text.view());
  EXPECT_EQ(login["nkey"], world.server().consumer().public_key());
  EXPECT_EQ(login["lang"], "nats.ws");
  EXPECT_EQ(login["has_sig"], true);
  const auto closed = world.events(EventKind::kClosed);
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed.front().text, "by program");
}

TEST(Proxy, TellsRequestsTheirAnswersAndPulls) {
  ProxyWorld world;
  world.publish(1);

  world.run_stock_consumer();

  const auto asked = world.events(EventKind::kAsked);
  const auto is_pull = [](const TimelineEvent& event) {
    return event.text.starts_with("$JS.API.CONSUMER.MSG.NEXT.CHEFS.stock {");
  };
  EXPECT_TRUE(std::ranges::any_of(asked, is_pull));
  const auto answered = world.events(EventKind::kAnswered);
  const auto requests = std::ranges::count_if(
      asked, [&](const auto& event) { return !is_pull(event); });
  EXPECT_EQ(std::ssize(answered), requests);
}

TEST(Proxy, TellsWhyTheServerRefusesALogin) {
  ProxyWorld world;
  contract::SystemRandom random;
  const auto stranger = contract::UserNkey::create(random);

  const auto run = world.run_stock_consumer(
      {{"NKEY_SEED", std::string(stranger.seed().reveal())}});

  EXPECT_NE(run.exit_code, 0);
  const auto errors = world.events(EventKind::kServerSaidError);
  ASSERT_FALSE(errors.empty());
  EXPECT_EQ(errors.front().text, "Authorization Violation");
  ASSERT_TRUE(world.wait_for(EventKind::kClosed));
}

TEST(Proxy, RefusesWhileTheServerIsGone) {
  ProxyWorld world;
  world.server().kill();

  tests::Socket program = tests::Socket::connect(world.proxy().ports().front());
  program.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

  EXPECT_EQ(program.read_to_end(), "");
  ASSERT_TRUE(world.wait_for(EventKind::kRefused));
}

}  // namespace
}  // namespace chefs::conformance
