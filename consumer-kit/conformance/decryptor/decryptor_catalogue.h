// Loads the decryptor suite: the cases under scenarios/decryptor/, with their
// inputs made on demand. Not the runner, and not the judge.
//
//   DecryptorCatalogue catalogue = load_decryptor_catalogue(dir);
//   for (const DecryptorCase& c : catalogue.cases)
//     for (const DecryptorCheck& check : c.checks) check.input();
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_check.h"
#include "consumer-kit/conformance/decryptor/recipe/key_store.h"
#include "consumer-kit/conformance/suite/case.h"
#include "consumer-kit/conformance/suite/case_info_reader.h"

namespace chefs::conformance {

struct DecryptorCatalogue {
  std::vector<CaseGroup> groups;
  std::vector<DecryptorCase> cases;
  std::vector<Flag> flags;
  MutantList mutants;
  // The keys that inputs are made with, shared by all of them.
  std::shared_ptr<KeyStore> keys;
};

// Reads index.json and what it names, flags.json, material.json and
// mutants.json. Fast: keys are derived when an input is first asked for.
// Throws EnvironmentError, with file and pointer, if a file is not as it
// should be, or if names do not fit one another: an unknown flag or mutant, an
// id used twice, a mutant whose case does not name it.
DecryptorCatalogue load_decryptor_catalogue(const std::filesystem::path& dir);
std::vector<DecryptorCase> load_decryptor_cases(
    const std::filesystem::path& dir);

}  // namespace chefs::conformance
