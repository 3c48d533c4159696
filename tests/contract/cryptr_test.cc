#include "contract/cryptr.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <new>

#include "contract/hex.h"
#include "contract/json.h"

namespace chefs::contract {
namespace {

using testing::Each;
using testing::HasSubstr;

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

TEST(CryptrOpen, ReadsUpperCaseHex) {
  std::string sealed = sealed_with_seed("text");
  for (char& c : sealed) {
    if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
  }

  EXPECT_EQ(open(sealed, kKey), Opened("text"));
}

TEST(CryptrOpen, TellsWhatIsNotHex) {
  const std::string sealed = sealed_with_seed("text");
  std::string foreign = sealed;
  foreign.back() = 'g';

  EXPECT_EQ(open(foreign, kKey), Opened(OpenFault::kNotHex));
  EXPECT_EQ(open(sealed + "0", kKey), Opened(OpenFault::kNotHex));
  EXPECT_EQ(open(" " + sealed + " ", kKey), Opened(OpenFault::kNotHex));
  EXPECT_EQ(open("short, and no hex", kKey), Opened(OpenFault::kNotHex));
  EXPECT_EQ(open("0", kKey), Opened(OpenFault::kNotHex));
}

TEST(CryptrOpen, TellsWhatIsTooShort) {
  const std::string sealed = sealed_with_seed("");

  EXPECT_EQ(open("", kKey), Opened(OpenFault::kTooShort));
  EXPECT_EQ(open("00", kKey), Opened(OpenFault::kTooShort));
  for (const std::size_t digits : {128U, 160U, 190U}) {
    EXPECT_EQ(open(sealed.substr(0, digits), kKey),
              Opened(OpenFault::kTooShort));
  }
  EXPECT_EQ(open(sealed, kKey), Opened(""));
}

struct Field {
  std::string_view name;
  std::size_t digit;
};

// The first and the last hex digit of each field.
constexpr Field kFields[] = {
    {"salt", 0},  {"salt", 127}, {"iv", 128},         {"iv", 159},
    {"tag", 160}, {"tag", 191},  {"ciphertext", 192}, {"ciphertext", 199}};

TEST(CryptrOpen, RejectsATextWithOneFlippedBitInAnyField) {
  const std::string sealed = sealed_with_seed("text");
  for (const Field& field : kFields) {
    std::string flipped = sealed;
    char& digit = flipped[field.digit];
    const auto value =
        static_cast<unsigned>(std::string_view("0123456789abcdef").find(digit));
    digit = "0123456789abcdef"[value ^ 1];

    EXPECT_EQ(open(flipped, kKey), Opened(OpenFault::kTagMismatch))
        << field.name << ", digit " << field.digit;
  }
}

TEST(CryptrOpen, RejectsATextThatWasCutOrProlonged) {
  const std::string sealed = sealed_with_seed("text");

  EXPECT_EQ(open(sealed.substr(0, sealed.size() - 2), kKey),
            Opened(OpenFault::kTagMismatch));
  EXPECT_EQ(open(sealed.substr(0, kMinSealedHexDigits), kKey),
            Opened(OpenFault::kTagMismatch));
  EXPECT_EQ(open(sealed + "00", kKey), Opened(OpenFault::kTagMismatch));
}

TEST(CryptrOpen, RejectsEveryOtherKey) {
  const std::string sealed = sealed_with_seed("text");
  const auto key_bytes = from_hex(kKey.reveal()).value();
  const std::string_view hex_decoded(
      reinterpret_cast<const char*>(key_bytes.data()), key_bytes.size());
  const std::string with_newline = std::string(kKey.reveal()) + "\n";

  for (const Secret& key : {Secret("other"), Secret(""), Secret(hex_decoded),
                            Secret(with_newline)}) {
    EXPECT_EQ(open(sealed, key), Opened(OpenFault::kTagMismatch));
  }
}

TEST(OpenFault, HasAWordAndASentence) {
  EXPECT_EQ(to_string(OpenFault::kNotAString), "not-a-string");
  EXPECT_EQ(to_string(OpenFault::kNotHex), "not-hex");
  EXPECT_EQ(to_string(OpenFault::kTooShort), "too-short");
  EXPECT_EQ(to_string(OpenFault::kTagMismatch), "tag-mismatch");
  EXPECT_THAT(explain(OpenFault::kTooShort), HasSubstr("192 hex digits"));
  EXPECT_THAT(explain(OpenFault::kTagMismatch), HasSubstr("key"));
}

// Published vectors for PBKDF2-HMAC-SHA512, of which the first 32 bytes.
TEST(DeriveKey, GivesThePublishedVectors) {
  EXPECT_EQ(to_hex(derive_key("password", as_bytes("salt"), 1).bytes),
            "867f70cf1ade02cff3752599a3a53dc4"
            "af34c7a669815ae5d513554e1c8cf252");
  EXPECT_EQ(to_hex(derive_key("password", as_bytes("salt"), 4096).bytes),
            "d197b1b33db0143e018b12f3d1d1479e"
            "6cdebdcc97c5c0f87f6902e072f457b5");
}

TEST(DerivedKey, IsWipedWhenItIsDestroyed) {
  alignas(DerivedKey) std::array<unsigned char, sizeof(DerivedKey)> place;
  place.fill(0xAA);
  auto* key = new (place.data()) DerivedKey;
  key->bytes.fill(std::byte{0x55});

  key->~DerivedKey();

  EXPECT_THAT(place, Each(0));
}

TEST(SealWith, IsOpenedWithTheSameDerivedKey) {
  const Salt salt{std::byte{1}};
  const DerivedKey key = derive_key(kKey.reveal(), salt);

  const std::string sealed = seal_with("text", key, salt, Iv{std::byte{2}});

  EXPECT_EQ(open_with(sealed, key), Opened("text"));
  EXPECT_EQ(open(sealed, kKey), Opened("text"));
  EXPECT_EQ(open_with(sealed, DerivedKey()), Opened(OpenFault::kTagMismatch));
  EXPECT_EQ(open_with("zz", key), Opened(OpenFault::kNotHex));
  EXPECT_EQ(open_with("00", key), Opened(OpenFault::kTooShort));
}

TEST(SaltOf, IsTheFirst64Bytes) {
  SeededRandom random(1);
  Salt salt;
  random.fill(salt);

  EXPECT_EQ(std::get<Salt>(salt_of(sealed_with_seed("text"))), salt);
}

TEST(SaltOf, TellsWhyThereIsNone) {
  EXPECT_EQ(std::get<OpenFault>(salt_of("00")), OpenFault::kTooShort);
  EXPECT_EQ(std::get<OpenFault>(salt_of("0")), OpenFault::kNotHex);
}

}  // namespace
}  // namespace chefs::contract
