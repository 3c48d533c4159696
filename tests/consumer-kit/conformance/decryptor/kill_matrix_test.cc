#include "consumer-kit/conformance/decryptor/kill_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/environment_error.h"
#include "tests/support/temporary_folder.h"

namespace chefs::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

DecryptorCatalogue catalogue() {
  DecryptorCatalogue made;
  made.groups = {{.name = "tag", .title = "The tag"},
                 {.name = "key", .title = "The key"}};
  for (const char* id : {"decrypt.tag.bit", "decrypt.tag.cut", "decrypt.tag.x",
                         "decrypt.key.hex"}) {
    DecryptorCase asked;
    asked.info.id = id;
    made.cases.push_back(asked);
  }
  made.mutants.mutants = {
      {.name = "no-tag", .mistake = "errs", .killed_by = "decrypt.tag.bit"},
      {.name = "hex", .mistake = "errs", .killed_by = "decrypt.key.hex"}};
  return made;
}

KillMatrix loaded(const std::string& text) {
  const tests::TemporaryFolder folder;
  tests::write_file(folder / "kills.json", text);
  return load_kill_matrix(folder / "kills.json", catalogue());
}

std::string refusal(const std::string& text) {
  try {
    loaded(text);
  } catch (const base::EnvironmentError& error) {
    return error.what();
  }
  return "taken";
}

constexpr const char* kSound =
    R"({"kills":{"no-tag":["decrypt.tag.bit","decrypt.tag.cut"],)"
    R"("hex":["decrypt.key.hex"]}})";

TEST(LoadKillMatrix, ReadsWhatKillsEachMutant) {
  const KillMatrix kills = loaded(kSound);

  EXPECT_THAT(kills.at("no-tag"),
              ElementsAre("decrypt.tag.bit", "decrypt.tag.cut"));
  EXPECT_THAT(kills.at("hex"), ElementsAre("decrypt.key.hex"));
}

TEST(LoadKillMatrix, RefusesWhatDoesNotFitTheCatalogue) {
  EXPECT_THAT(refusal(R"({"kills":{"nobody":["decrypt.tag.bit"]}})"),
              HasSubstr("/kills/nobody"));
  EXPECT_THAT(refusal(R"({"kills":{"no-tag":["decrypt.tag.gone"]}})"),
              HasSubstr("/kills/no-tag/0: expected a case of the catalogue"));
  EXPECT_THAT(refusal(R"({"kills":{"no-tag":["decrypt.tag.bit"]}})"),
              HasSubstr("/kills: expected a member 'hex'"));
}

}  // namespace
}  // namespace chefs::conformance
