// The catalogue as text to read: a list, one case explained, the whole page
// docs/cases.md, and JSON. Pure.
#pragma once

#include <string>
#include <vector>

#include "consumer-kit/conformance/decryptor_catalogue.h"
#include "consumer-kit/conformance/kill_matrix.h"
#include "contract/json.h"

namespace chefs::conformance {

std::string cases_as_list(const DecryptorCatalogue& catalogue,
                          const std::vector<DecryptorCase>& selected);
std::string case_explained(const DecryptorCatalogue& catalogue,
                           const DecryptorCase& asked);
contract::Json case_as_json(const DecryptorCase& asked);

// With the wrong decryptors and what catches each.
std::string cases_as_markdown(const DecryptorCatalogue& catalogue,
                              const KillMatrix& kills);

}  // namespace chefs::conformance
