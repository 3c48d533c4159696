#include "producer/server/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using contract::SeededRandom;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::TemporaryFolder;

// Published with the demo consumer: a user of its local set-up.
constexpr const char* kSeed =
    "SUADIW6UXY36QPGEVTHTRKE7ANELXEEH3GLPLK6SZW72O6VBYZKEJCSNWA";
constexpr const char* kPublicKey =
    "UBKFQKEGMJSWLBDXGWPCINWMGZA4GICY6B56QYZU2EQ6APC65CWY2GTG";

std::string fault_of(const std::string& content) {
  const TemporaryFolder folder;
  tests::write_file(folder / "user.nkey", content);
  try {
    read_nkey_file(folder / "user.nkey");
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "read";
}

TEST(Accounts, AreAllDifferent) {
  SeededRandom random(1);

  const BrokerAccounts accounts = make_accounts({.consumers = 3}, random);

  std::set<std::string> keys = {accounts.admin.public_key(),
                                accounts.producer.public_key(),
                                accounts.system.public_key()};
  for (const auto& consumer : accounts.consumers) {
    keys.insert(consumer.public_key());
  }
  EXPECT_EQ(accounts.consumers.size(), 3U);
  EXPECT_EQ(keys.size(), 6U);
}

TEST(Accounts, AreTheSameFromTheSameSeed) {
  SeededRandom first(7);
  SeededRandom second(7);

  EXPECT_EQ(make_accounts({}, first).consumers.front().public_key(),
            make_accounts({}, second).consumers.front().public_key());
}

TEST(Accounts, TakeASeedFromAFile) {
  const TemporaryFolder folder;
  tests::write_file(folder / "user.nkey", std::string(kSeed) + "\n");
  SeededRandom random(1);

  const BrokerAccounts accounts =
      make_accounts({.consumer_nkey_file = folder / "user.nkey"}, random);

  EXPECT_EQ(accounts.consumers.front().public_key(), kPublicKey);
}

TEST(Accounts, AreNotChangedByAnothersFile) {
  const TemporaryFolder folder;
  tests::write_file(folder / "user.nkey", kSeed);
  SeededRandom with_file(1);
  SeededRandom without_file(1);

  EXPECT_EQ(
      make_accounts({.producer_nkey_file = folder / "user.nkey"}, with_file)
          .consumers.front()
          .public_key(),
      make_accounts({}, without_file).consumers.front().public_key());
}

TEST(NkeyFile, SaysWhichFaultItHasAndNeverQuotesIt) {
  std::string changed = kSeed;
  changed[20] = changed[20] == 'A' ? 'B' : 'A';
  std::string lower = kSeed;
  lower[20] = 'a';

  EXPECT_THAT(fault_of(""), HasSubstr("empty"));
  EXPECT_THAT(fault_of(changed), HasSubstr("checksum"));
  EXPECT_THAT(fault_of(lower), HasSubstr("lower"));
  EXPECT_THAT(fault_of(kPublicKey), HasSubstr("no seed"));
  EXPECT_THAT(fault_of(std::string(kSeed).substr(0, 30)),
              AllOf(HasSubstr("characters"),
                    Not(HasSubstr(std::string(kSeed).substr(0, 30)))));
  EXPECT_THAT(fault_of(changed), Not(HasSubstr(changed)));
  EXPECT_THAT(fault_of(changed), HasSubstr("user.nkey"));
}

TEST(NkeyFile, SaysThatItCannotBeRead) {
  const TemporaryFolder folder;

  EXPECT_THROW(read_nkey_file(folder / "missing"), EnvironmentError);
  EXPECT_THROW(read_nkey_file(folder.path()), EnvironmentError);
}

}  // namespace
}  // namespace chefs::producer
