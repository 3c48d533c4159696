// All that the decryptor suite is made of, loaded once: its cases and the
// mistakes that it recognises.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"
#include "consumer-kit/conformance/decryptor/known_mistakes.h"

namespace chefs::conformance {

struct DecryptorSuite {
  DecryptorCatalogue catalogue;
  std::vector<KnownMistake> mistakes;
};

// From the folder `scenarios/decryptor`, with the keys of `fixtures` beside
// `scenarios` if they are there. Throws EnvironmentError.
DecryptorSuite load_decryptor_suite(const std::filesystem::path& folder);

// The checks that a result of the case can have, by name.
std::vector<std::string> reported_checks(const DecryptorCase& test_case);

}  // namespace chefs::conformance
