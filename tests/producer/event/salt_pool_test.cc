#include "producer/event/salt_pool.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "contract/random_source.h"

namespace chefs::producer {
namespace {

using contract::DerivedKey;
using contract::KeyRequest;
using contract::Salt;

TEST(KeyCache, GivesEachPairOfKeyAndSaltTheKeyThatOpensslDerives) {
  const Salt one{std::byte{1}};
  const Salt two{std::byte{2}};
  const std::vector<KeyRequest> requests = {
      {"a", one}, {"a", two}, {"b", one}, {"a", one}};
  KeyCache cache;

  for (int turn = 0; turn < 2; ++turn) {
    std::vector<DerivedKey> keys(requests.size());
    cache.derive(requests, keys);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      EXPECT_EQ(
          keys[i].bytes,
          contract::derive_key(requests[i].password, requests[i].salt).bytes)
          << i << ", turn " << turn;
    }
  }
}

TEST(KeyCache, ServesThreadsThatWantTheSameKeysAtOnce) {
  std::vector<Salt> salts(6);
  for (std::size_t i = 0; i < salts.size(); ++i) salts[i][0] = std::byte(i);
  std::vector<KeyRequest> requests;
  for (const Salt& salt : salts) requests.push_back({"key", salt});
  KeyCache cache;
  std::vector<std::vector<DerivedKey>> keys(
      4, std::vector<DerivedKey>(salts.size()));

  {
    std::vector<std::jthread> threads;
    for (auto& mine : keys) {
      threads.emplace_back([&] { cache.derive(requests, mine); });
    }
  }

  for (std::size_t i = 0; i < salts.size(); ++i) {
    const auto expected = contract::derive_key("key", salts[i]).bytes;
    for (const auto& mine : keys) EXPECT_EQ(mine[i].bytes, expected) << i;
  }
}

TEST(SaltSource, DrawsAFreshSaltAndIvEachTime) {
  contract::SeededRandom random(1);
  contract::SeededRandom same(1);
  SaltSource source(random, 0);

  for (int i = 0; i < 3; ++i) {
    SealSeed expected;
    same.fill(expected.salt);
    same.fill(expected.iv);
    const SealSeed drawn = source.next();
    EXPECT_EQ(drawn.salt, expected.salt);
    EXPECT_EQ(drawn.iv, expected.iv);
  }
}

TEST(SaltSource, UsesThePoolsSaltsInTurnEachWithAFreshIv) {
  contract::SeededRandom random(1);
  SaltSource source(random, 3);
  std::vector<Salt> salts;
  std::set<contract::Iv> ivs;

  for (int i = 0; i < 9; ++i) {
    const SealSeed drawn = source.next();
    salts.push_back(drawn.salt);
    ivs.insert(drawn.iv);
  }

  EXPECT_EQ(std::set(salts.begin(), salts.end()).size(), 3U);
  for (std::size_t i = 3; i < salts.size(); ++i) {
    EXPECT_EQ(salts[i], salts[i - 3]);
  }
  EXPECT_EQ(ivs.size(), 9U);
}

}  // namespace
}  // namespace chefs::producer
