#include "contract/cryptr.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/hex.h"

namespace chefs::contract {
namespace {

const Secret kKey(
    "8f5a3c1e9b7d2f4a6c8e0b1d3f5a7c9e8f5a3c1e9b7d2f4a6c8e0b1d3f5a7c9e");

std::string sealed_with_seed(std::string_view plaintext) {
  SeededRandom random(1);
  return seal(plaintext, kKey, random);
}

TEST(CryptrSeal, IsOpenedByTheSameKey) {
  EXPECT_EQ(open(sealed_with_seed("{\"id\":1}"), kKey), Opened("{\"id\":1}"));
}

TEST(CryptrSeal, WritesSaltAndIvAsTheyCameFromTheSource) {
  SeededRandom random(1);
  Salt salt;
  Iv iv;
  random.fill(salt);
  random.fill(iv);

  const std::string sealed = sealed_with_seed("text");

  EXPECT_EQ(sealed.substr(0, 128), to_hex(salt));
  EXPECT_EQ(sealed.substr(128, 32), to_hex(iv));
  EXPECT_EQ(sealed.size(), kMinSealedHexDigits + 2 * 4);
}

TEST(CryptrSeal, RefusesAnEmptyKey) {
  SeededRandom random(1);

  EXPECT_THROW(seal("text", Secret(), random), std::invalid_argument);
}

TEST(CryptrOpen, TellsThatDataIsNotAString) {
  for (const Json& data :
       {Json::object(), Json::array(), Json(nullptr), Json(12), Json(true)}) {
    EXPECT_EQ(open(data, kKey), Opened(OpenFault::kNotAString));
  }
}

TEST(CryptrOpen, ReadsDataThatIsAString) {
  EXPECT_EQ(open(Json(sealed_with_seed("text")), kKey), Opened("text"));
}

}  // namespace
}  // namespace chefs::contract
