#include "consumer-kit/conformance/decryptor/decryptor_suite.h"

#include <utility>

#include "base/environment_error.h"
#include "consumer-kit/conformance/decryptor/derived_keys.h"
#include "consumer-kit/conformance/decryptor/kill_matrix.h"
#include "consumer-kit/conformance/decryptor/leak_watch.h"

namespace chefs::conformance {
namespace {

// A catalogue that is being changed has no measured matrix yet: then pairs of
// mistakes are not recognised, and that is all.
void add_kills(DecryptorSuite& suite, const std::filesystem::path& file) {
  try {
    KillMatrix kills = load_kill_matrix(file, suite.catalogue);
    for (KnownMistake& mistake : suite.mistakes)
      mistake.kills = std::move(kills[mistake.name]);
  } catch (const base::EnvironmentError&) {
    return;
  }
}

}  // namespace

DecryptorSuite load_decryptor_suite(const std::filesystem::path& folder) {
  DecryptorSuite suite{load_decryptor_catalogue(folder), {}};
  const std::filesystem::path keys =
      folder.parent_path().parent_path() / "fixtures" / "derived-keys.json";
  if (std::filesystem::exists(keys))
    suite.catalogue.keys->take(read_derived_keys(keys));
  suite.mistakes =
      load_known_mistakes(folder / "diagnoses.json", suite.catalogue);
  add_kills(suite, folder / "kills.json");
  return suite;
}

std::vector<std::string> reported_checks(const DecryptorCase& test_case) {
  std::vector<std::string> names;
  for (const DecryptorCheck& check : test_case.checks)
    names.push_back(check.name);
  if (test_case.watch != Watch::kNothing) names.emplace_back(kElsewhere);
  return names;
}

}  // namespace chefs::conformance
