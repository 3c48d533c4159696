// NKeys held against npm nkeys.js, both ways.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "contract/hex.h"
#include "contract/js_json.h"
#include "contract/json.h"
#include "contract/nkey.h"
#include "tests/support/run_program.h"

namespace chefs::contract {
namespace {

using testing::HasSubstr;

class AgainstNkeysJs : public testing::Test {
 protected:
  void SetUp() override {
    const Json request{{"seed", std::string(user_.seed().reveal())},
                       {"nonce", to_hex(nonce_)},
                       {"publicKey", user_.public_key()},
                       {"signature", to_hex(user_.sign(nonce_))}};

    const auto run =
        tests::run_node("tests/contract/judge_nkeys.mjs", stringify(request));

    ASSERT_EQ(run.exit_code, 0) << run.err;
    answer_ = Json::parse(run.out);
  }

  // One of nkeys.js' own keys, by type.
  std::string theirs(const char* type, const char* part) const {
    return answer_.at("theirs").at(type).at(part).get<std::string>();
  }

  SystemRandom random_;
  UserNkey user_ = UserNkey::create(random_);
  std::span<const std::byte> nonce_ = as_bytes("L3EA7Xh5NPmSfk8");
  Json answer_;
};

TEST_F(AgainstNkeysJs, ReadsTheSamePublicKeyOutOfOurSeed) {
  EXPECT_EQ(answer_.at("publicKey"), user_.public_key());
}

TEST_F(AgainstNkeysJs, SignsAndVerifiesWithOurKey) {
  EXPECT_EQ(answer_.at("signature"), to_hex(user_.sign(nonce_)));
  EXPECT_EQ(answer_.at("verifies"), true);
}

TEST_F(AgainstNkeysJs, ItsUserIsReadHere) {
  const auto user = UserNkey::from_seed(theirs("user", "seed"));

  ASSERT_TRUE(std::holds_alternative<UserNkey>(user));
  EXPECT_EQ(std::get<UserNkey>(user).public_key(), theirs("user", "publicKey"));
  EXPECT_EQ(check_user_public_key(theirs("user", "publicKey")), std::nullopt);
}

TEST_F(AgainstNkeysJs, ItsSignatureVerifiesHere) {
  const auto signature = from_hex(theirs("user", "signature")).value();

  EXPECT_TRUE(verify(theirs("user", "publicKey"), nonce_, signature));
  EXPECT_FALSE(verify(user_.public_key(), nonce_, signature));
}

TEST_F(AgainstNkeysJs, ItsKeysOfOtherTypesAreNoUsers) {
  struct {
    const char* type;
    std::string_view told;
  } constexpr kTypes[] = {{"account", "an account"},
                          {"operator", "an operator"},
                          {"server", "a server"},
                          {"cluster", "a cluster"}};
  for (const auto& each : kTypes) {
    const auto seed = UserNkey::from_seed(theirs(each.type, "seed"));
    const auto public_key =
        check_user_public_key(theirs(each.type, "publicKey"));

    ASSERT_TRUE(std::holds_alternative<NkeyFault>(seed)) << each.type;
    EXPECT_EQ(std::get<NkeyFault>(seed).kind, NkeyFaultKind::kNotAUser);
    EXPECT_THAT(std::get<NkeyFault>(seed).text,
                HasSubstr(std::string(each.told)));
    ASSERT_TRUE(public_key);
    EXPECT_EQ(public_key->kind, NkeyFaultKind::kNotAUser);
  }
}

}  // namespace
}  // namespace chefs::contract
