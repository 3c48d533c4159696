// Three servers and one stream on all of them, as CHEFS runs it.
#include "producer/server/cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <span>

#include "base/nats_connection.h"
#include "producer/server/broker.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using namespace std::chrono_literals;
using tests::TemporaryFolder;

class ClusterTest : public ::testing::Test {
 protected:
  BrokerOptions options() const {
    BrokerOptions options;
    options.servers = 3;
    options.temporary_parent = temporary_.path();
    return options;
  }

  static base::NatsConnection connect(const Broker& broker,
                                      std::size_t server) {
    return base::NatsConnection({.url = broker.addresses()[server].nats_url,
                                 .nkey = broker.accounts().producer});
  }

  static void publish(const Broker& broker, std::size_t server) {
    const base::NatsConnection connection = connect(broker, server);
    const auto jetstream = connection.jetstream();
    jsPubAck* raw = nullptr;
    const auto status =
        js_Publish(&raw, jetstream.get(), "PUBLIC.forms.submission.created.f",
                   "{}", 2, nullptr, nullptr);
    const base::PubAckHandle owner(raw);
    base::check(status, "publish");
  }

  static std::uint64_t messages(const Broker& broker, std::size_t server) {
    const base::NatsConnection connection = connect(broker, server);
    const auto jetstream = connection.jetstream();
    jsStreamInfo* raw = nullptr;
    const auto status =
        js_GetStreamInfo(&raw, jetstream.get(), "CHEFS", nullptr, nullptr);
    const base::StreamInfoHandle owner(raw);
    base::check(status, "look");
    return raw->State.Msgs;
  }

  // Whether each server has all that the stream's leader has.
  static bool is_whole(jsCtx* jetstream) {
    jsStreamInfo* raw = nullptr;
    const auto status =
        js_GetStreamInfo(&raw, jetstream, "CHEFS", nullptr, nullptr);
    const base::StreamInfoHandle owner(raw);
    if (status != NATS_OK || raw->Cluster == nullptr) return false;
    const std::span replicas(
        raw->Cluster->Replicas,
        static_cast<std::size_t>(raw->Cluster->ReplicasLen));
    return std::all_of(replicas.begin(), replicas.end(), [](const auto* other) {
      return other->Current && !other->Offline;
    });
  }

  static bool becomes_whole(const Broker& broker, std::size_t server) {
    const base::NatsConnection connection = connect(broker, server);
    const auto jetstream = connection.jetstream();
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (!is_whole(jetstream.get())) {
      if (std::chrono::steady_clock::now() > deadline) return false;
    }
    return true;
  }

  static std::size_t another(std::size_t server) { return (server + 1) % 3; }

  const TemporaryFolder temporary_;
  const base::NatsLibrary library_;
  contract::SeededRandom random_{1};
};

TEST_F(ClusterTest, HoldsThreeReplicasAndKnowsItsLeader) {
  const Broker broker(options(), random_, std::chrono::system_clock::now(),
                      [](const Broker&) {});

  EXPECT_EQ(broker.server_count(), 3u);
  EXPECT_EQ(broker.stream().limits.replicas, 3);
  EXPECT_TRUE(broker.wait_for_leader(10s).has_value());
  std::set<std::string> urls;
  for (const auto& address : broker.addresses()) {
    urls.insert(address.websocket_url);
  }
  EXPECT_EQ(urls.size(), 3u);
}

TEST_F(ClusterTest, ElectsAnotherLeaderAndLosesNothing) {
  Broker broker(options(), random_, std::chrono::system_clock::now(),
                [](const Broker&) {});
  const auto first = broker.wait_for_leader(10s);
  ASSERT_TRUE(first.has_value());
  publish(broker, *first);

  broker.server(*first).kill();
  const auto second = broker.wait_for_leader(30s);

  ASSERT_TRUE(second.has_value());
  EXPECT_NE(*second, *first);
  publish(broker, *second);
  EXPECT_EQ(messages(broker, another(*first)), 2u);
}

TEST_F(ClusterTest, TakesAServerBackWithItsStore) {
  Broker broker(options(), random_, std::chrono::system_clock::now(),
                [](const Broker&) {});
  const auto first = broker.wait_for_leader(10s);
  ASSERT_TRUE(first.has_value());
  const int port = broker.server(*first).ports().websocket;
  broker.server(*first).stop();
  ASSERT_TRUE(broker.wait_for_leader(30s).has_value());

  broker.server(*first).start_again();

  EXPECT_EQ(broker.server(*first).ports().websocket, port);
  EXPECT_FALSE(broker.server(*first).has_ended());
  ASSERT_TRUE(becomes_whole(broker, another(*first)));
  // Without the third the cluster would have no majority.
  broker.server(another(*first)).kill();
  EXPECT_TRUE(broker.wait_for_leader(30s).has_value());
}

TEST_F(ClusterTest, KeepsItsStreamInAStoreThatIsNamed) {
  const TemporaryFolder store;
  BrokerOptions kept = options();
  kept.store = store.path();
  {
    const Broker broker(kept, random_, std::chrono::system_clock::now(),
                        [](const Broker&) {});
    publish(broker, 0);
  }

  const Broker broker(kept, random_, std::chrono::system_clock::now(),
                      [](const Broker&) {});

  EXPECT_EQ(broker.stream().origin, StreamOrigin::kFoundAsWanted);
  EXPECT_EQ(messages(broker, 1), 1u);
}

TEST(ClusterPlan, GivesEachServerAnAddressOfItsOwnAndAllOfThem) {
  contract::SeededRandom random(1);

  const auto plan = plan_cluster(3, random);

  ASSERT_EQ(plan.size(), 3u);
  std::set<std::string> hosts;
  for (const ClusterConfig& config : plan) {
    hosts.insert(config.host);
    EXPECT_EQ(config.hosts, plan.front().hosts);
    EXPECT_THAT(config.host, ::testing::StartsWith("127."));
  }
  EXPECT_EQ(hosts.size(), 3u);
}

}  // namespace
}  // namespace chefs::producer
