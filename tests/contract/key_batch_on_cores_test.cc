#include "contract/key_batch_on_cores.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "contract/random_source.h"

namespace chefs::contract {
namespace {

TEST(KeyBatchOnCores, GivesEachRequestItsOwnKeyHoweverManyCoresShare) {
  std::vector<Salt> salts(21);
  SeededRandom random(1);
  for (Salt& salt : salts) random.fill(salt);
  std::vector<std::string> passwords;
  std::vector<KeyRequest> requests;
  for (std::size_t i = 0; i < salts.size(); ++i) {
    passwords.push_back("key " + std::to_string(i));
  }
  for (std::size_t i = 0; i < salts.size(); ++i) {
    requests.push_back({passwords[i], salts[i]});
  }
  std::vector<DerivedKey> expected(requests.size());
  derive_keys(requests, expected);

  for (const std::size_t cores : {0U, 1U, 2U, 3U, 64U}) {
    std::vector<DerivedKey> keys(requests.size());
    derive_keys_on_cores(requests, keys, cores);

    for (std::size_t i = 0; i < keys.size(); ++i) {
      EXPECT_EQ(keys[i].bytes, expected[i].bytes)
          << "request " << i << ", " << cores << " cores";
    }
  }
}

TEST(KeyBatchOnCores, HasNothingToDoForAnEmptyBatch) {
  derive_keys_on_cores({}, {}, 4);

  EXPECT_GE(core_count(), 1U);
  EXPECT_GE(key_batch_of_all_cores(), key_batch_lanes());
}

TEST(KeyBatchOnCores, RefusesAnotherNumberOfKeysThanRequests) {
  std::vector<DerivedKey> keys(1);

  EXPECT_THROW(derive_keys_on_cores({}, keys), std::invalid_argument);
}

}  // namespace
}  // namespace chefs::contract
