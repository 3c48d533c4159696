#include "consumer-kit/reference/key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chefs::consumer {
namespace {

using contract::Secret;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> keys_for(const KeyRing& ring,
                                  const std::string& form_id) {
  std::vector<std::string> keys;
  for (const Secret* key : ring.candidates(form_id)) {
    keys.emplace_back(key->reveal());
  }
  return keys;
}

TEST(KeyRing, HasNoKeyAtFirst) {
  const KeyRing ring;

  EXPECT_TRUE(ring.empty());
  EXPECT_THAT(keys_for(ring, "a"), IsEmpty());
}

TEST(KeyRing, TriesTheFormsOwnKeyBeforeTheOneForAll) {
  KeyRing ring;
  ring.set_for_all(Secret("all"));
  ring.set_for_form("a", Secret("own"));

  EXPECT_THAT(keys_for(ring, "a"), ElementsAre("own", "all"));
  EXPECT_THAT(keys_for(ring, "b"), ElementsAre("all"));
}

TEST(KeyRing, ReadsAJsonObjectWithAStarForAllForms) {
  KeyRing ring;

  const auto fault = ring.add_json(R"({"a":"one","*":"two"})", "KEYS");

  EXPECT_EQ(fault, std::nullopt);
  EXPECT_THAT(keys_for(ring, "a"), ElementsAre("one", "two"));
}

TEST(KeyRing, SaysWhatIsWrongWithTheJsonAndTakesNothingOfIt) {
  for (const auto* text :
       {R"(["hunter2"])", R"({"a":"hunter2")", R"({"a":"hunter2","b":7})",
        R"({"a":"hunter2","b":""})"}) {
    KeyRing ring;

    const auto fault = ring.add_json(text, "KEYS");

    ASSERT_TRUE(fault) << text;
    EXPECT_THAT(*fault, HasSubstr("KEYS"));
    EXPECT_THAT(*fault, Not(HasSubstr("hunter2")));
    EXPECT_TRUE(ring.empty());
  }
}

}  // namespace
}  // namespace chefs::consumer
