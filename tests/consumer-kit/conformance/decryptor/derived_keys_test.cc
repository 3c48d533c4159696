#include "consumer-kit/conformance/decryptor/derived_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::conformance {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

Derivation derivation() {
  Derivation made;
  made.rounds = 1;
  made.password = "password";
  made.salt = "salt";
  return made;
}

const std::string kOtherKey(32, 'k');

TEST(KeyStore, GivesAKeyThatItWasTold) {
  KeyStore store;
  store.announce(derivation());

  store.take({{id_of(derivation()), kOtherKey}});

  EXPECT_EQ(store.get(derivation()), kOtherKey);
}

TEST(KeyStore, PassesOverKeysThatNobodyAnnounced) {
  KeyStore store;

  store.take({{id_of(derivation()), kOtherKey}});

  EXPECT_THAT(store.derived(), IsEmpty());
}

TEST(KeyStore, TellsWhatItDerived) {
  KeyStore store;

  const std::string key = store.get(derivation());

  EXPECT_THAT(store.derived(),
              UnorderedElementsAre(Pair(id_of(derivation()), key)));
}

TEST(KeyId, DiffersWithAllThatAKeyDependsOn) {
  Derivation other_salt = derivation();
  other_salt.salt = "pepper";
  Derivation other_rounds = derivation();
  other_rounds.rounds = 2;
  Derivation other_part = derivation();
  other_part.part = KdfPart::kLast32Of64Bytes;

  EXPECT_NE(id_of(derivation()), id_of(other_salt));
  EXPECT_NE(id_of(derivation()), id_of(other_rounds));
  EXPECT_NE(id_of(derivation()), id_of(other_part));
}

DerivedKeys read_from(const std::string& text) {
  const tests::TemporaryFolder folder;
  tests::write_file(folder / "derived-keys.json", text);
  return read_derived_keys(folder / "derived-keys.json");
}

TEST(ReadDerivedKeys, ReadsWhatIsWritten) {
  const DerivedKeys keys{{id_of(derivation()), kOtherKey}};

  EXPECT_EQ(read_from(derived_keys_as_json(keys).dump()), keys);
}

TEST(ReadDerivedKeys, SaysWhereAKeyIsNotAKey) {
  const auto refusal = [] {
    try {
      read_from(R"({"throwAway":true,"keys":{"a":"00"}})");
    } catch (const base::EnvironmentError& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };

  EXPECT_THAT(refusal(), HasSubstr("/keys/a: expected a key of 32 bytes"));
}

}  // namespace
}  // namespace chefs::conformance
