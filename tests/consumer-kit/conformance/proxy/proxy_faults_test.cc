// Each fault as a stock client (nats.ws on ws) meets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "tests/consumer-kit/conformance/proxy/proxy_world.h"

namespace chefs::conformance {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Le;
using ::testing::Not;
using tests::ClientRun;
using tests::ProxyWorld;

const std::map<std::string, std::string> kReconnects{{"RECONNECT", "true"}};

std::vector<std::uint64_t> delivered(const ProxyWorld& world) {
  std::vector<std::uint64_t> out;
  for (const auto& event : world.events(EventKind::kDelivered)) {
    out.push_back(event.sequence);
  }
  return out;
}

std::size_t different(const std::vector<int>& numbers) {
  return std::set<int>(numbers.begin(), numbers.end()).size();
}

std::string one_text(const ProxyWorld& world, EventKind kind) {
  const auto events = world.events(kind);
  return events.size() == 1 ? std::string(events.front().text)
                            : std::to_string(events.size()) + " events";
}

std::string at_3rd_delivery(const std::string& what) {
  return R"([{"when":{"event":"delivery","nth":3},"do":)" + what + "}]";
}

// A program that writes when it is reset may pass over what had arrived, so
// these show only what cannot have; proxy_bytes_test.cc shows what has.
TEST(ProxyCut, BeforeTheThirdDeliveryLeavesNoMoreThanTwo) {
  ProxyWorld world(at_3rd_delivery(R"({"cut":"before"})"));
  world.publish(5);

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("arrived"), Each(Le(2))) << run.err;
  EXPECT_THAT(run.all("close"), ElementsAre(1006));
  EXPECT_THAT(delivered(world), ElementsAre(1, 2));
  EXPECT_EQ(one_text(world, EventKind::kFault),
            "at the 3rd delivery: cut before it");
  EXPECT_EQ(one_text(world, EventKind::kClosed), "by fault");
  EXPECT_THAT(world.proxy().applied(),
              ElementsAre("at the 3rd delivery: cut before it"));
}

TEST(ProxyCut, AfterTheThirdDeliveryLeavesNoMoreThanThree) {
  ProxyWorld world(at_3rd_delivery(R"({"cut":"after"})"));
  world.publish(5);

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("arrived"), Each(Le(3))) << run.err;
  EXPECT_THAT(run.all("close"), ElementsAre(1006));
  EXPECT_THAT(delivered(world), ElementsAre(1, 2, 3));
}

TEST(ProxyCut, InsideTheFrameOfTheThirdDeliveryLeavesNoMoreThanTwo) {
  ProxyWorld world(at_3rd_delivery(R"({"cut":{"insideFrame":40}})"));
  world.publish(5);

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("arrived"), Each(Le(2))) << run.err;
  EXPECT_THAT(run.all("close"), ElementsAre(1006));
  EXPECT_THAT(delivered(world), ElementsAre(1, 2));
}

TEST(ProxyCut, InsideTheHandshakeLetsTheNextConnectionThrough) {
  ProxyWorld world(
      R"([{"when":{"event":"handshake"},"do":{"cut":{"insideFrame":12}}}])");
  world.publish(2);

  const ClientRun run = world.run_client(2, kReconnects);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2)) << run.err;
  EXPECT_EQ(world.events().front().kind, EventKind::kFault);
  ASSERT_EQ(world.events(EventKind::kConnected).size(), 1u);
  EXPECT_EQ(world.events(EventKind::kConnected).front().connection, 2u);
}

TEST(ProxyCut, AtOpenAndAtLoginAndAtARequestLetsTheNextConnectionThrough) {
  ProxyWorld world(R"([{"when":{"event":"open"},"do":{"cut":"before"}},
                       {"when":{"event":"login"},"do":{"cut":"before"}},
                       {"when":{"event":"login","nth":2},
                        "do":{"cut":"after"}}])");
  world.publish(2);

  const ClientRun run = world.run_client(2, kReconnects);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2)) << run.err;
  EXPECT_EQ(world.proxy().applied().size(), 3u);
}

TEST(ProxyCut, LetsAClientThatReconnectsSeeEverything) {
  ProxyWorld world(at_3rd_delivery(R"({"cut":"before"})"));
  world.publish(20);

  const ClientRun run = world.run_client(20, kReconnects);

  EXPECT_EQ(different(run.all("seq")), 20u) << run.err;
  EXPECT_EQ(world.stream().ack_floor("client"), 20u);
}

class ProxyClose : public ::testing::TestWithParam<int> {};

TEST_P(ProxyClose, ComesAfterTheDeliveryWithItsCode) {
  const int code = GetParam();
  ProxyWorld world(
      at_3rd_delivery(R"({"close":)" + std::to_string(code) + "}"));
  world.publish(5);

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("arrived"), ElementsAre(1, 2, 3)) << run.err;
  EXPECT_THAT(run.all("close"), ElementsAre(code));
  EXPECT_EQ(one_text(world, EventKind::kClosed), "by fault");
  EXPECT_EQ(world.events(EventKind::kClosed).front().count,
            static_cast<std::uint64_t>(code));
}

INSTANTIATE_TEST_SUITE_P(Codes, ProxyClose,
                         ::testing::Values(1001, 1006, 1011, 4000));

TEST(ProxySwallow, ForEverIsNoticedByAClientThatPings) {
  ProxyWorld world(at_3rd_delivery(R"({"swallow":{}})"));
  world.publish(5);
  auto environment = kReconnects;
  environment["PING_MS"] = "100";

  const ClientRun run = world.run_client(5, environment);

  EXPECT_THAT(run.all("seq"), IsSupersetOf({1, 2, 3, 4, 5})) << run.err;
  EXPECT_EQ(world.events(EventKind::kConnected).size(), 2u);
  ASSERT_TRUE(world.wait_for(EventKind::kClosed, 2));
  for (const auto& closed : world.events(EventKind::kClosed)) {
    EXPECT_EQ(closed.text, "by program");
  }
}

TEST(ProxySwallow, ForAWhilePassesEverythingOnAfterIt) {
  ProxyWorld world(at_3rd_delivery(R"({"swallow":{"forMs":300}})"));
  world.publish(5);
  const auto begun = Clock::now();

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("seq"), IsSupersetOf({1, 2, 3, 4, 5})) << run.err;
  EXPECT_EQ(world.events(EventKind::kConnected).size(), 1u);
  EXPECT_GE(Clock::now() - begun, 300ms);
}

TEST(ProxyDelay, HoldsBackBothDirections) {
  ProxyWorld world(
      R"([{"when":{"event":"always"},"do":{"delay":{"ms":40,"jitterMs":10}}}])");
  world.publish(2);
  const auto begun = Clock::now();

  const ClientRun run = world.run_client(2);

  // The login, the durable, the consumer and the first pull are a round trip
  // each.
  EXPECT_GE(Clock::now() - begun, 4 * 2 * 40ms);
  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2)) << run.err;
}

TEST(ProxyBandwidth, PassesNoMoreThanWasAsked) {
  ProxyWorld world(
      R"([{"when":{"event":"delivery"},
           "do":{"bandwidth":{"bytesPerSecond":20000}}}])");
  world.publish(10, 1'000);
  const auto begun = Clock::now();

  const ClientRun run = world.run_client(10, kReconnects);

  EXPECT_THAT(run.all("seq"), Not(IsEmpty())) << run.err;
  EXPECT_GE(Clock::now() - begun, 500ms);
}

TEST(ProxyChunk, WritesByteByByteWhatArrivesWhole) {
  ProxyWorld world(
      R"([{"when":{"event":"always"},"do":{"chunk":{"bytes":1}}}])");
  world.publish(5, 2'000);

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2, 3, 4, 5)) << run.err;
}

TEST(ProxyCoalesce, CollectsUntilItsTimeIsUp) {
  ProxyWorld world(
      R"([{"when":{"event":"always"},
           "do":{"coalesce":{"bytes":1000000,"ms":50}}}])");
  world.publish(5);
  const auto begun = Clock::now();

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2, 3, 4, 5)) << run.err;
  EXPECT_GE(Clock::now() - begun, 4 * 50ms);
}

TEST(ProxyJoin, PassesInOneFrameWhatCameInSeveral) {
  ProxyWorld world(
      R"([{"when":{"event":"always"},
           "do":{"join":{"bytes":1000000,"ms":50}}}])");
  world.publish(5, 2'000);

  const ClientRun run = world.run_client(5);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2, 3, 4, 5)) << run.err;
}

TEST(ProxySilence, IsBrokenAfterItsTime) {
  ProxyWorld world(
      R"([{"when":{"event":"idle","forMs":200},"do":{"close":1001}}])");
  world.publish(2);
  const auto begun = Clock::now();

  const ClientRun run = world.run_client(3);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2)) << run.err;
  EXPECT_THAT(run.all("close"), ElementsAre(1001));
  EXPECT_GE(Clock::now() - begun, 200ms);
  EXPECT_THAT(world.proxy().applied(),
              ElementsAre("at the 1st silence of 200 ms: close 1001"));
}

TEST(ProxySilence, IsNotEndedByAPingThatIsAnswered) {
  ProxyWorld world(
      R"([{"when":{"event":"idle","forMs":100},"do":{"ping":{}}},
          {"when":{"event":"idle","forMs":300},"do":{"close":1001}}])");
  world.publish(2);

  const ClientRun run = world.run_client(3);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2)) << run.err;
  EXPECT_THAT(run.all("close"), ElementsAre(1001));
  EXPECT_EQ(world.events(EventKind::kPonged).size(), 1u);
}

TEST(ProxyRefuse, RefusesTheNextConnections) {
  ProxyWorld world(
      at_3rd_delivery(R"({"cut":"before"})").substr(0, 0) +
      R"([{"when":{"event":"open"},"do":{"refuse":{"times":2}}}])");
  world.publish(1);

  const ClientRun run = world.run_client(1, kReconnects);

  EXPECT_THAT(run.all("seq"), ElementsAre(1)) << run.err;
  EXPECT_EQ(world.events(EventKind::kRefused).size(), 2u);
  EXPECT_EQ(world.events(EventKind::kConnected).front().connection, 3u);
}

TEST(ProxyRefuse, RefusesForAWhileAfterACut) {
  ProxyWorld world(
      R"([{"when":{"event":"delivery","nth":2},"do":{"refuse":{"forMs":300}}},
          {"when":{"event":"delivery","nth":2},"do":{"cut":"before"}}])");
  world.publish(3);
  const auto begun = Clock::now();

  const ClientRun run = world.run_client(3, kReconnects);

  EXPECT_THAT(run.all("seq"), IsSupersetOf({1, 2, 3})) << run.err;
  EXPECT_THAT(world.events(EventKind::kRefused), Not(IsEmpty()));
  EXPECT_GE(Clock::now() - begun, 300ms);
}

TEST(ProxyLoseAcks, MakesTheServerDeliverAgain) {
  ProxyWorld world(
      R"([{"when":{"event":"ack","nth":2},"do":{"lose-acks":{"times":1}}}])");
  world.publish(3);

  const ClientRun run = world.run_client(3);

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2, 3, 2)) << run.err;
  EXPECT_EQ(world.events(EventKind::kFault).front().sequence, 2u);
  const auto deliveries = world.events(EventKind::kDelivered);
  ASSERT_EQ(deliveries.size(), 4u);
  EXPECT_EQ(deliveries.back().sequence, 2u);
  EXPECT_EQ(deliveries.back().count, 2u);
  EXPECT_EQ(world.events(EventKind::kAcked).size(), 3u);
  EXPECT_EQ(world.stream().ack_floor("client"), 3u);
}

TEST(ProxyLoseAcks, CountsNotThatTheWorkGoesOn) {
  ProxyWorld world(
      R"([{"when":{"event":"ack","nth":2},"do":{"lose-acks":{"times":1}}}])");
  world.publish(3);

  const ClientRun run = world.run_client(3, {{"WORKING", "true"}});

  EXPECT_THAT(run.all("seq"), ElementsAre(1, 2, 3, 2)) << run.err;
  EXPECT_EQ(world.events(EventKind::kFault).front().sequence, 2u);
  EXPECT_EQ(world.stream().ack_floor("client"), 3u);
}

TEST(ProxyServerFault, LeavesTheServerToItsOwnerAndPassesOn) {
  ProxyWorld world(at_3rd_delivery(R"({"server":"kill"})"));
  world.publish(20);

  const ClientRun run = world.run_client(20, kReconnects);

  EXPECT_EQ(different(run.all("seq")), 20u) << run.err;
  EXPECT_GE(world.events(EventKind::kConnected).size(), 2u);
  EXPECT_THAT(world.proxy().applied(),
              ElementsAre("at the 3rd delivery: kill the server and start it "
                          "again"));
}

TEST(ProxyPlan, AppliesTheSameInASecondRun) {
  const std::string plan =
      R"([{"when":{"event":"delivery","nth":2},"do":{"cut":"after"}},
          {"when":{"event":"ack","nth":4},"do":{"close":1011}},
          {"when":{"event":"login","nth":3},"do":{"delay":{"ms":1}}}])";
  std::vector<std::vector<std::string>> applied;
  for (int run = 0; run < 2; ++run) {
    ProxyWorld world(plan);
    world.publish(6);
    world.run_client(6, kReconnects);
    applied.push_back(world.proxy().applied());
  }

  EXPECT_EQ(applied[0].size(), 3u);
  EXPECT_EQ(applied[0], applied[1]);
}

}  // namespace
}  // namespace chefs::conformance
