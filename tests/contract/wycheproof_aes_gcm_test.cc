// Numbers of Wycheproof's AES-GCM vectors that fit the cryptr format: all 19
// of its 316 with a key of 32 bytes, an iv and a tag of 16 and no additional
// data (tcId 240 to 258). They come with the AES key, so they go in behind the
// key derivation. Source: C2SP/wycheproof
// testvectors_v1/aes_gcm_test.json@6fc4a87.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "contract/cryptr.h"
#include "contract/hex.h"

namespace chefs::contract {
namespace {

struct Fact {
  int tc_id;
  const char* key;
  const char* iv;
  const char* message;
  const char* ciphertext;
  const char* tag;
};

template <typename Bytes>
void fill_from_hex(const char* hex, Bytes& out) {
  const auto bytes = from_hex(hex).value();
  if (bytes.size() != out.size()) throw std::invalid_argument(hex);
  std::ranges::copy(bytes, out.begin());
}

// The salt plays no part once the key is derived.
std::string sealed_of(const Fact& fact) {
  return std::string(2 * kSaltBytes, '0') + fact.iv + fact.tag +
         fact.ciphertext;
}

DerivedKey key_of(const Fact& fact) {
  DerivedKey key;
  fill_from_hex(fact.key, key.bytes);
  return key;
}

std::string message_of(const Fact& fact) {
  const auto bytes = from_hex(fact.message).value();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class WycheproofAesGcm : public testing::TestWithParam<Fact> {};

TEST_P(WycheproofAesGcm, IsOpened) {
  const Fact& fact = GetParam();

  EXPECT_EQ(open_with(sealed_of(fact), key_of(fact)), Opened(message_of(fact)));
}

TEST_P(WycheproofAesGcm, IsSealedToTheSameBytes) {
  const Fact& fact = GetParam();
  Iv iv;
  fill_from_hex(fact.iv, iv);

  EXPECT_EQ(seal_with(message_of(fact), key_of(fact), Salt{}, iv),
            sealed_of(fact));
}

TEST_P(WycheproofAesGcm, IsRefusedWithAnotherTag) {
  const Fact& fact = GetParam();
  std::string sealed = sealed_of(fact);
  char& digit = sealed[2 * (kSaltBytes + kIvBytes)];
  digit = digit == '0' ? '1' : '0';

  EXPECT_EQ(open_with(sealed, key_of(fact)), Opened(OpenFault::kTagMismatch));
}

INSTANTIATE_TEST_SUITE_P(
    TcId, WycheproofAesGcm,
    testing::Values(
        Fact{240,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "5c2ea9b695fcf6e264b96074d6bfa572",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "28e1c5232f4ee8161dbe4c036309e0b3254e9212bef0a93431ce5e5604c8f6a73"
             "c18a3183018b770",
             "d5808a1bd11a01129bf3c6919aff2339"},
        Fact{241,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "57b3a81f2c36b6b06577ca0fbab8fa8e",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "cceebeb4fe4cd90c514e52d2327a2ecd75393661006cf2476d8620149aef3d1cd"
             "ce491fff3e7a7a3",
             "8132e865b69d64ef37db261f80cbbe24"},
        Fact{242,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "ce20a7e870696a5e68533c465bad2ba1",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "4f4350565d91d9aa8c5f4048550492ad6d6fdabf66da5d1e2af7bfe1a8aadaa0b"
             "aa3de38a41d9713",
             "155da6441ec071ef2d8e6cffbacc1c7c"},
        Fact{243,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "918e3c19dbdfee2db18156c5b93f3d75",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "8316a53167b6de1a7575700693ffef274f4350565d91d9aa8c5f4048550492ad6"
             "d6fdabf66da5d1e",
             "6c574aa6a2490cc3b2f2f8f0ffbc56c4"},
        Fact{244,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "717d900b270462b9dbf7e9419e890609",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "5175927513e751eb309f45bc2ef225f28316a53167b6de1a7575700693ffef274"
             "f4350565d91d9aa",
             "8082a761e1d755344bf29622144e7d39"},
        Fact{245,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "ecd52120af240e9b4bf3b9d1eeb49434",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "36b3fbecd09178d04527fb37544f5579d20d60a41266f685c48098e1a52804ca3"
             "87d90709d3268dd",
             "033e0ef2953ebfd8425737c7d393f89a"},
        Fact{246,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "b37bbad104928ae89221d3520c2682e0",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "16929b773051f12b0adac95f65e21a7f36b3fbecd09178d04527fb37544f5579d"
             "20d60a41266f685",
             "ca448bb7e52e897eca234ef343d057d0"},
        Fact{247,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "538816c3f849067cf8576cd62b90b99c",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "6d3faefaf691d58163846f8d4b9ffd5916929b773051f12b0adac95f65e21a7f3"
             "6b3fbecd09178d0",
             "84f49740e6757f63dd0df7cb7656d0ef"},
        Fact{248,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "d10e631943cd3bdababab2bbd13951c0",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "d60196c2d14fcf30c0991d2721ddc52d385f407a16691dade82c9023c855fd8e2"
             "e8fbb562102f018",
             "877e15d9889e69a99fcc6d727465c391"},
        Fact{249,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "8ea0f8e8e87bbfa96368d83833ab4714",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "948fbceca12a6e4fabb79b6d965e336fd60196c2d14fcf30c0991d2721ddc52d3"
             "85f407a16691dad",
             "cd5757626945976ba9f0264bd6bee894"},
        Fact{250,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "7b2df4fbed1de2727eb24898e5deabb9",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "a1a0120660ff52e6b1700b12c54d2d33b94b00cd7882d8857d84e6e183a1dea6e"
             "e85a7da84fbc35d",
             "b015d72da62c81cb4d267253b20db9e5"},
        Fact{251,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "24836f0a46ab6601a760221b074cbd6d",
             "00000000000000000000000000000000000000000000000000000000000000000"
             "000000000000000",
             "5e3434b45edbf0d1f6e02d1144dbf867a1a0120660ff52e6b1700b12c54d2d33b"
             "94b00cd7882d885",
             "ee74ccb30d649ebf6916d05a7dbe5696"},
        Fact{252,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "00000000000000000000000000000000",
             "8d74f1c97243d362577ff376c393d2dc",
             "265c42e2b96ea1de9c24f7182e337390",
             "00000000000000000000000000000000"},
        Fact{253,
             "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
             "ffffffffffffffffffffffffffffffff",
             "884df0e76f3ce227bf9595d103825a46",
             "988f47668ea650cbaa6714711abe268d",
             "ffffffffffffffffffffffffffffffff"},
        Fact{254,
             "b4cd11db0b3e0b9b34eafd9fe027746976379155e76116afde1b96d21298e34f",
             "00c49f4ebb07393f07ebc3825f7b0830", "", "",
             "306fe8c9645cc849823e333a685b90b2"},
        Fact{255,
             "b7797eb0c1a6089ad5452d81fdb14828c040ddc4589c32b565aad8cb4de3e4a0",
             "0ad570d8863918fe89124e09d125a271", "ed", "3f",
             "fd8f593b83314e33c5a72efbeb7095e8"},
        Fact{256,
             "4c010d9561c7234c308c01cea3040c925a9f324dc958ff904ae39b37e60e1e03",
             "2a55caa137c5b0b66cf3809eb8f730c4",
             "2a093c9ed72b8ff4994201e9f9e010", "041341078f0439e50b43c991635117",
             "5b8a2f2da20ef657c903da88ef5f57bb"},
        Fact{257,
             "e7f7a48df99edd92b81f508618aa96526b279debd9ddb292d385ddbae80b2259",
             "7ee376910f08f497aa6c3aa7113697fd",
             "5e51dbbb861b5ec60751c0996e00527f",
             "469478d448f7e97d755541aa09ad95b0",
             "254ada5cf662d90c5e11b2bd9c4db4c4"},
        Fact{258,
             "4f84782bfbb64a973c3de3dcfa3430367fd68bc0b4c3b31e5d7c8141ba3e6a67",
             "5d1bde6fa0994b33efd8f23f531248a7",
             "78cb6650a1908a842101ea85804fed00cc56fbdafafba0ef4d1ca607dcae57b6",
             "cb960201fa5ad41d41d1c2c8037c71d52b72e76b16b589d71b976627c9734c9d",
             "8dfce16467c3a6ebb3e7242c9a551962"}),
    [](const auto& parameter) {
      return std::to_string(parameter.param.tc_id);
    });

}  // namespace
}  // namespace chefs::contract
