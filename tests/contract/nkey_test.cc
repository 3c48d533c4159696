#include "contract/nkey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/hex.h"

namespace chefs::contract {
namespace {

using testing::HasSubstr;
using testing::Not;

// The pair that the NATS documentation shows in "NKeys".
constexpr std::string_view kSeed =
    "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
constexpr std::string_view kPublicKey =
    "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

UserNkey read(std::string_view seed) {
  return std::get<UserNkey>(UserNkey::from_seed(seed));
}

NkeyFault fault_of_seed(std::string_view seed) {
  return std::get<NkeyFault>(UserNkey::from_seed(seed));
}

TEST(UserNkey, GivesThePublicKeyOfASeed) {
  EXPECT_EQ(read(kSeed).public_key(), kPublicKey);
  EXPECT_EQ(read(kSeed).seed().reveal(), kSeed);
}

TEST(UserNkey, IgnoresWhiteSpaceAroundTheSeed) {
  EXPECT_EQ(read(" \t" + std::string(kSeed) + "\r\n").public_key(), kPublicKey);
}

TEST(UserNkey, IsCreatedFromTheGivenSource) {
  SeededRandom random(5);
  SeededRandom same(5);

  const UserNkey user = UserNkey::create(random);

  EXPECT_EQ(user.public_key(), UserNkey::create(same).public_key());
  EXPECT_NE(user.public_key(), UserNkey::create(random).public_key());
  EXPECT_EQ(read(user.seed().reveal()).public_key(), user.public_key());
  EXPECT_EQ(check_user_public_key(user.public_key()), std::nullopt);
}

TEST(UserNkey, SignsWhatItsPublicKeyVerifies) {
  const auto nonce = as_bytes("PXoWU7zWAMt75FY");

  auto signature = read(kSeed).sign(nonce);

  EXPECT_TRUE(verify(kPublicKey, nonce, signature));
  EXPECT_FALSE(verify(kPublicKey, as_bytes("another nonce"), signature));
  signature[10] ^= std::byte{1};
  EXPECT_FALSE(verify(kPublicKey, nonce, signature));
}

TEST(Verify, RefusesASignatureOfAnotherLength) {
  const auto nonce = as_bytes("nonce");
  const auto signature = read(kSeed).sign(nonce);

  EXPECT_FALSE(verify(kPublicKey, nonce, std::span(signature).first(63)));
}

TEST(NkeyFaults, NameTheCharacterClassAndThePlace) {
  struct {
    char character;
    std::string_view told;
  } constexpr kCases[] = {{'u', "a lower-case letter"},
                          {'1', "a digit other than 2 to 7"},
                          {' ', "white space"},
                          {'=', "punctuation"},
                          {'\x01', "a control character"},
                          {'\xC3', "not an ASCII character"}};
  for (const auto& each : kCases) {
    std::string seed(kSeed);
    seed[20] = each.character;

    const NkeyFault fault = fault_of_seed(seed);

    EXPECT_EQ(fault.kind, NkeyFaultKind::kBadCharacter);
    EXPECT_THAT(fault.text, HasSubstr("character 21 "));
    EXPECT_THAT(fault.text, HasSubstr(std::string(each.told)));
  }
}

TEST(NkeyFaults, TellTheKindsOfBadSeedApart) {
  std::string changed(kSeed);
  changed[30] = changed[30] == 'A' ? 'B' : 'A';
  std::string swapped(kSeed);
  std::swap(swapped[10], swapped[11]);

  EXPECT_EQ(fault_of_seed("").kind, NkeyFaultKind::kEmpty);
  EXPECT_EQ(fault_of_seed(" \n").kind, NkeyFaultKind::kEmpty);
  EXPECT_EQ(fault_of_seed(kSeed.substr(0, 57)).kind, NkeyFaultKind::kBadLength);
  EXPECT_EQ(fault_of_seed(std::string(kSeed) + "A").kind,
            NkeyFaultKind::kBadLength);
  EXPECT_EQ(fault_of_seed(changed).kind, NkeyFaultKind::kBadChecksum);
  EXPECT_EQ(fault_of_seed(swapped).kind, NkeyFaultKind::kBadChecksum);
  EXPECT_EQ(fault_of_seed(kPublicKey).kind, NkeyFaultKind::kNotASeed);
}

TEST(NkeyFaults, TellTheKindsOfBadPublicKeyApart) {
  std::string changed(kPublicKey);
  changed[30] = changed[30] == 'A' ? 'B' : 'A';

  EXPECT_EQ(check_user_public_key(kPublicKey), std::nullopt);
  EXPECT_EQ(check_user_public_key("")->kind, NkeyFaultKind::kEmpty);
  EXPECT_EQ(check_user_public_key(kPublicKey.substr(1))->kind,
            NkeyFaultKind::kBadLength);
  EXPECT_EQ(check_user_public_key(changed)->kind, NkeyFaultKind::kBadChecksum);
  EXPECT_EQ(check_user_public_key(kSeed)->kind, NkeyFaultKind::kNotAPublicKey);
  EXPECT_EQ(check_user_public_key(std::string(kPublicKey) + "\n")->kind,
            NkeyFaultKind::kBadCharacter);
}

TEST(NkeyFaults, NeverQuoteTheKey) {
  std::string changed(kSeed);
  changed[30] = changed[30] == 'A' ? 'B' : 'A';
  for (const std::string& seed :
       {changed, std::string(kSeed.substr(0, 57)), std::string(kSeed) + "a"}) {
    EXPECT_THAT(fault_of_seed(seed).text, Not(HasSubstr(seed.substr(2, 8))));
  }
}

}  // namespace
}  // namespace chefs::contract
