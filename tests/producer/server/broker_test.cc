#include "producer/server/broker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/nats_connection.h"
#include "producer/server/env_file.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using ::testing::AllOf;
using ::testing::HasSubstr;
using tests::TemporaryFolder;

std::map<std::string, std::string> by_name(const Variables& variables) {
  return {variables.begin(), variables.end()};
}

class BrokerTest : public ::testing::Test {
 protected:
  BrokerOptions options() const {
    BrokerOptions options;
    options.temporary_parent = temporary_.path();
    return options;
  }

  BrokerOptions with_store() const {
    BrokerOptions options = this->options();
    options.store = store_.path();
    return options;
  }

  Broker start(const BrokerOptions& options) {
    return Broker(options, random_, std::chrono::system_clock::now(),
                  [](const Broker&) {});
  }

  std::string error_of(const BrokerOptions& options) {
    try {
      start(options);
    } catch (const EnvironmentError& error) {
      return error.what();
    }
    return "started";
  }

  const TemporaryFolder temporary_;
  const TemporaryFolder store_;
  contract::SeededRandom random_{1};
};

TEST_F(BrokerTest, HasAnEmptyStreamWithTheDeployedLimitsAndOneReplica) {
  const Broker broker = start(options());

  contract::StreamLimits expected = contract::kDeployedLimits;
  expected.replicas = 1;
  EXPECT_EQ(broker.stream().origin, StreamOrigin::kCreated);
  EXPECT_EQ(broker.stream().limits, expected);
  EXPECT_EQ(broker.stream().messages, 0U);
}

TEST_F(BrokerTest, IsProbedBeforeItIsReady) {
  const auto refuse = [](const Broker&) { throw EnvironmentError("refused"); };

  EXPECT_THROW(
      Broker(options(), random_, std::chrono::system_clock::now(), refuse),
      EnvironmentError);
}

TEST_F(BrokerTest, LeavesNothingOfATemporaryRun) {
  std::filesystem::path run;
  {
    const Broker broker = start(options());
    run = broker.run_folder();
    EXPECT_FALSE(broker.keeps_store());
    EXPECT_TRUE(std::filesystem::exists(run));
  }

  EXPECT_FALSE(std::filesystem::exists(run));
}

TEST_F(BrokerTest, FindsTheStreamOfAKeptStoreAgain) {
  { const Broker first = start(with_store()); }

  const Broker second = start(with_store());

  EXPECT_TRUE(second.keeps_store());
  EXPECT_EQ(second.stream().origin, StreamOrigin::kFoundAsWanted);
}

TEST_F(BrokerTest, RefusesAStoreOfOtherLimitsAndNamesThem) {
  { const Broker first = start(with_store()); }
  BrokerOptions other = with_store();
  other.limits = contract::kLocalLimits;
  other.limits.max_msgs = 7;

  EXPECT_THAT(
      error_of(other),
      AllOf(HasSubstr("max_age: 604800000 ms there, 900000 ms asked"),
            HasSubstr("max_msgs: 1000 there, 7 asked"), HasSubstr("--adopt")));
}

TEST_F(BrokerTest, AdoptsAStoreOfOtherLimitsWhenAsked) {
  { const Broker first = start(with_store()); }
  BrokerOptions other = with_store();
  other.limits = contract::kLocalLimits;
  other.existing_stream = ExistingStream::kAdopt;

  const Broker broker = start(other);

  EXPECT_EQ(broker.stream().origin, StreamOrigin::kAdopted);
  EXPECT_EQ(broker.stream().limits.max_age_ms, 604'800'000);
}

TEST_F(BrokerTest, RefusesAStoreThatIsInUse) {
  const Broker first = start(with_store());

  EXPECT_THAT(error_of(with_store()), HasSubstr("another run, process"));
}

TEST_F(BrokerTest, ShowsJetStreamsOwnErrorWhenTheDiskIsTooSmall) {
  BrokerOptions tiny = options();
  tiny.max_file_store_bytes = 1'000'000;

  EXPECT_THAT(error_of(tiny),
              AllOf(HasSubstr("insufficient storage resources"),
                    HasSubstr("10047"), HasSubstr("--max-bytes")));
}

TEST_F(BrokerTest, LetsInItsOwnAccountsOnly) {
  const Broker broker = start(options());
  const auto stranger = contract::UserNkey::create(random_);

  const base::NatsConnection producer(
      {.url = broker.address().nats_url, .nkey = broker.accounts().producer});
  const base::NatsConnection admin(
      {.url = broker.address().nats_url, .nkey = broker.accounts().admin});
  EXPECT_THROW(base::NatsConnection(
                   {.url = broker.address().nats_url, .nkey = stranger}),
               EnvironmentError);
  EXPECT_THROW(base::NatsConnection({.url = broker.address().nats_url}),
               EnvironmentError);
}

TEST_F(BrokerTest, WritesSeedsIntoPrivateFiles) {
  const Broker broker = start(options());

  for (const char* name : {kProducerNkeyFile, kAdminNkeyFile}) {
    EXPECT_EQ(std::filesystem::status(broker.run_folder() / name).permissions(),
              std::filesystem::perms::owner_read |
                  std::filesystem::perms::owner_write);
  }
  EXPECT_EQ(
      read_nkey_file(broker.run_folder() / kProducerNkeyFile).public_key(),
      broker.accounts().producer.public_key());
}

TEST_F(BrokerTest, TellsAConsumerWhatTheDemoConsumerReads) {
  BrokerOptions two = options();
  two.accounts.consumers = 2;
  const Broker broker = start(two);
  EnvValues values;
  values.source = "pr-1444";
  values.encryption_key = contract::Secret("key");
  const auto& consumer = broker.accounts().consumers.at(1);

  const auto variables = by_name(consumer_variables(broker, 1, values));

  EXPECT_EQ(variables.at("SERVERS"), broker.address().websocket_url);
  EXPECT_EQ(variables.at("WEBSOCKETS"), "true");
  EXPECT_EQ(variables.at("DURABLE_NAME"), "local-consumer-2");
  EXPECT_EQ(variables.at("ENCRYPTION_KEY"), "key");
  EXPECT_EQ(variables.at("SOURCE"), "pr-1444");
  EXPECT_EQ(variables.at("NKEY_USER"), consumer.public_key());
  EXPECT_EQ(variables.at("NKEY_SEED"), consumer.seed().reveal());
}

TEST_F(BrokerTest, TellsAConsumerOfKeysAndTheApiOnlyIfThereAreAny) {
  const Broker broker = start(options());
  EnvValues values;
  values.encryption_keys = {{"form-1", contract::Secret("it's \"k\"")}};
  values.api_url = "http://127.0.0.1:1/app/api/v1";
  values.api_keys = {{"form-1", contract::Secret("api")}};

  const auto variables = by_name(consumer_variables(broker, 0, values));
  const auto without = by_name(consumer_variables(broker, 0, {}));

  EXPECT_EQ(variables.at("ENCRYPTION_KEYS"), R"({"form-1":"it's \"k\""})");
  EXPECT_EQ(variables.at("CHEFS_API_URL"), "http://127.0.0.1:1/app/api/v1");
  EXPECT_EQ(variables.at("CHEFS_API_KEYS"), R"({"form-1":"api"})");
  EXPECT_FALSE(without.contains("ENCRYPTION_KEYS"));
  EXPECT_FALSE(without.contains("CHEFS_API_URL"));
  EXPECT_FALSE(without.contains("CHEFS_API_KEYS"));
}

}  // namespace
}  // namespace chefs::producer
