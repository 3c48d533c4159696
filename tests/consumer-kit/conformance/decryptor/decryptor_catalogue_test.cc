#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/environment_error.h"
#include "contract/cryptr.h"
#include "tests/consumer-kit/conformance/catalogue_copy.h"

namespace chefs::conformance {
namespace {

using contract::Json;
using testing::HasSubstr;

const DecryptorCatalogue& catalogue() {
  static const DecryptorCatalogue loaded =
      load_decryptor_catalogue(CHEFS_CATALOGUE_DIR);
  return loaded;
}

// The contract's own open(), which derives each key once.
class Opener {
 public:
  contract::Opened open(const Json& data, const std::string& key) {
    if (!data.is_string()) return contract::OpenFault::kNotAString;
    const std::string text = data.get<std::string>();
    const auto salt = contract::salt_of(text);
    if (const auto* fault = std::get_if<contract::OpenFault>(&salt)) {
      return *fault;
    }
    const auto& bytes = std::get<contract::Salt>(salt);
    const auto [entry, is_new] = keys_.try_emplace({key, bytes});
    if (is_new) entry->second = contract::derive_key(key, bytes);
    return contract::open_with(text, entry->second);
  }

 private:
  std::map<std::pair<std::string, contract::Salt>, contract::DerivedKey> keys_;
};

std::string error_of_loading(const std::filesystem::path& dir) {
  try {
    load_decryptor_catalogue(dir);
  } catch (const base::EnvironmentError& error) {
    return error.what();
  }
  return "no error";
}

TEST(DecryptorCatalogue, HasAtLeast250Checks) {
  std::size_t checks = 0;
  for (const DecryptorCase& c : catalogue().cases) checks += c.checks.size();

  EXPECT_GE(checks, 250u);
}

TEST(DecryptorCatalogue, NamesAtLeast45Mutants) {
  EXPECT_GE(catalogue().mutants.mutants.size(), 45u);
}

TEST(DecryptorCatalogue, TellsLikelyMistakesInTheWordsOfItsMutants) {
  const auto& cases = catalogue().cases;

  const auto found = std::ranges::find_if(cases, [](const DecryptorCase& c) {
    return c.info.id == "decrypt.key.hex-text";
  });

  ASSERT_NE(found, cases.end());
  EXPECT_EQ(found->info.likely_mistakes.front(),
            "Your decryptor hex-decodes the key where its text is the "
            "password.");
}

TEST(DecryptorCatalogue, UsesEveryFlagThatItExplains) {
  std::set<std::string> used;
  for (const DecryptorCase& c : catalogue().cases) {
    used.insert(c.info.flags.begin(), c.info.flags.end());
  }

  std::set<std::string> explained;
  for (const Flag& flag : catalogue().flags) explained.insert(flag.name);

  EXPECT_EQ(used, explained);
}

TEST(DecryptorCatalogue, WatchesForLeaksOfBothKindsAndForEarlyRelease) {
  std::set<Watch> watched;
  for (const DecryptorCase& c : catalogue().cases) watched.insert(c.watch);

  EXPECT_THAT(watched,
              testing::IsSupersetOf(
                  {Watch::kKeyLeak, Watch::kPlaintextLeak, Watch::kRelease}));
}

TEST(DecryptorCatalogue, GivesTheSameBytesEachTime) {
  const auto again = load_decryptor_cases(CHEFS_CATALOGUE_DIR);

  ASSERT_EQ(again.size(), catalogue().cases.size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    const DecryptorCase& first = catalogue().cases[i];
    EXPECT_EQ(again[i].info.definition, first.info.definition);
    EXPECT_EQ(again[i].checks.back().input().data,
              first.checks.back().input().data)
        << first.info.id;
  }
}

TEST(DecryptorCatalogue, ControlsAreOpenedByTheContractsOwnDecryptor) {
  Opener opener;
  std::set<std::string> seen;
  for (const DecryptorCase& c : catalogue().cases) {
    for (const DecryptorCheck& check : c.checks) {
      if (check.expectation == Expectation::kAccept) continue;
      const auto control = check.input().control;
      if (!control || !seen.insert(control->key + control->data).second) {
        continue;
      }

      const auto opened = opener.open(control->data, control->key);

      EXPECT_EQ(std::get<std::string>(opened), control->plaintext)
          << check_id(c.info, check);
      EXPECT_GE(control->plaintext.size(), 8u);
    }
  }
  EXPECT_GT(seen.size(), 10u);
}

// The contract is strict where stock cryptr is not, so it is right everywhere.
TEST(DecryptorCatalogue, ExpectsWhatTheContractsOwnDecryptorDoes) {
  Opener opener;
  for (const DecryptorCase& c : catalogue().cases) {
    for (const DecryptorCheck& check : c.checks) {
      const DecryptorInput input = check.input();

      const auto opened = opener.open(input.data, check.key);

      const auto* plaintext = std::get_if<std::string>(&opened);
      const bool is_accepted = plaintext != nullptr;
      EXPECT_EQ(is_accepted, check.expectation == Expectation::kAccept)
          << check_id(c.info, check);
      if (is_accepted) {
        EXPECT_EQ(*plaintext, input.plaintext);
      }
    }
  }
}

TEST(DecryptorCatalogue, ChangesACasesDefinitionWithTheKeyThatItUses) {
  const tests::CatalogueCopy copy;
  const auto before = load_decryptor_cases(copy.path());

  copy.set("material.json", "/keys/passphrase/text", "another passphrase");
  const auto after = load_decryptor_cases(copy.path());

  std::set<std::string> changed;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].info.definition != after[i].info.definition) {
      changed.insert(before[i].info.id);
    }
  }
  EXPECT_THAT(changed, testing::Contains("decrypt.key.passphrase"));
  EXPECT_THAT(changed, testing::Not(testing::Contains("decrypt.valid.ascii")));
}

struct Mistake {
  const char* what;
  const char* file;
  const char* pointer;
  Json value;
  const char* error;
};

class BadCatalogue : public testing::TestWithParam<Mistake> {};

TEST_P(BadCatalogue, IsRefusedWithFilePointerAndWhatWasExpected) {
  const Mistake& mistake = GetParam();
  const tests::CatalogueCopy copy;
  copy.set(mistake.file, mistake.pointer, mistake.value);

  const std::string error = error_of_loading(copy.path());

  EXPECT_THAT(error, HasSubstr(mistake.file));
  EXPECT_THAT(error, HasSubstr(mistake.error));
}

INSTANTIATE_TEST_SUITE_P(
    EachMistake, BadCatalogue,
    testing::Values(
        Mistake{"UnknownLevel", "tag.json", "/cases/0/level", "always",
                "at /cases/0/level: expected one of must, should, may, found "
                "\"always\""},
        Mistake{"UnknownField", "tag.json", "/cases/0/colour", "red",
                "colour is unknown"},
        Mistake{"UnknownFlag", "tag.json", "/cases/0/flags/0", "odd",
                "at /cases/0/flags/0: expected a flag of flags.json"},
        Mistake{"UnknownMutant", "tag.json", "/cases/0/mutants/0", "nobody",
                "expected a mutant of mutants.json"},
        Mistake{"NoMutant", "iv.json", "/cases/2/mutants", Json::array(),
                "expected at least one mutant"},
        Mistake{"IdOfAnotherGroup", "tag.json", "/cases/0/id",
                "decrypt.iv.flipped-bit", "expected an id like decrypt.tag."},
        Mistake{"IdUsedTwice", "tag.json", "/cases/1/id",
                "decrypt.tag.flipped-bit", "expected an id used once"},
        Mistake{"CheckNameUsedTwice", "tag.json", "/cases/0/checks/1/name",
                "bit-0", "expected a name used once in its case"},
        Mistake{"UnknownKey", "key.json", "/cases/0/checks/1/key", "third",
                "expected a key of material.json"},
        Mistake{"KeyThatIsNoText", "key.json", "/cases/0/checks/1/key",
                "chefs-hex-decoded", "expected a key that is text"},
        Mistake{"UnknownSalt", "salt.json", "/cases/0/checks/0/seal/salt",
                "pepper", "expected one of the salts of material.json"},
        Mistake{"UnknownEdit", "tag.json", "/cases/0/checks/0/edits/0/op",
                "twist", "at /cases/0/checks/0/edits/0/op: expected flip-bit"},
        Mistake{"NegativeBit", "tag.json", "/cases/0/checks/0/edits/0/bit", -1,
                "expected a whole number from 0"},
        Mistake{"KeyWithNul", "material.json", "/keys/chefs/text",
                std::string("a\0b", 3), "expected text without NUL"},
        Mistake{"NotHex", "material.json", "/salts/high-bit/hex", "xy",
                "expected bytes in hex"},
        Mistake{"MutantThatNoCaseNames", "mutants.json", "/mutants/0/killed_by",
                "decrypt.valid.ascii",
                "to be killed by decrypt.valid.ascii, which does not name it"},
        Mistake{"MutantNamedTwice", "mutants.json", "/mutants/1/name",
                "hex-decodes-key", "expected a name used once"}),
    [](const auto& parameter) { return parameter.param.what; });

TEST(DecryptorCatalogue, NamesTheFileThatIsMissing) {
  const tests::CatalogueCopy copy;
  std::filesystem::remove(copy.path() / "tag.json");

  EXPECT_THAT(error_of_loading(copy.path()),
              HasSubstr("tag.json: No such file or directory"));
}

TEST(DecryptorCatalogue, RefusesAFileThatIsNotJson) {
  const tests::CatalogueCopy copy;
  tests::write_file(copy.path() / "flags.json", "{\"flags\": ");

  EXPECT_THAT(error_of_loading(copy.path()), HasSubstr("it is not JSON"));
}

TEST(DecryptorCatalogue, RefusesTwoEqualKeysInAnObject) {
  const tests::CatalogueCopy copy;
  tests::write_file(copy.path() / "flags.json",
                    R"({"flags": {}, "flags": {}})");

  EXPECT_THAT(error_of_loading(copy.path()),
              HasSubstr("the key \"flags\" stands twice in one object"));
}

}  // namespace
}  // namespace chefs::conformance
