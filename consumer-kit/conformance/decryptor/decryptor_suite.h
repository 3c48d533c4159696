// All that the decryptor suite is made of, loaded once: its cases and the
// mistakes that it recognises.
#pragma once

#include <filesystem>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_catalogue.h"
#include "consumer-kit/conformance/decryptor/known_mistakes.h"
#include "consumer-kit/conformance/suite/baseline.h"
#include "consumer-kit/conformance/suite/report.h"
#include "consumer-kit/conformance/suite/selection.h"

namespace chefs::conformance {

struct DecryptorSuite {
  DecryptorCatalogue catalogue;
  std::vector<KnownMistake> mistakes;
};

// From the folder `scenarios/decryptor`, with the keys of `fixtures` beside
// `scenarios` if they are there. Throws EnvironmentError.
DecryptorSuite load_decryptor_suite(const std::filesystem::path& folder);

// The cases of a run and what its report says of them. Throws EmptySelection.
struct SelectedCases {
  std::vector<DecryptorCase> cases;
  CaseSet set;
};
SelectedCases select_decryptor_cases(const std::vector<DecryptorCase>& all,
                                     const Selection& selection, Level counted);

// What a baseline's entries may name.
std::vector<KnownCase> known_cases(const std::vector<DecryptorCase>& all,
                                   const std::vector<DecryptorCase>& selected);

}  // namespace chefs::conformance
