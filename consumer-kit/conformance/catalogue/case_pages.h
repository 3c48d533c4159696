// The suites' catalogues as text to read: a list, one case explained, the pages
// docs/cases.md and docs/consumer-cases.md, and JSON. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "consumer-kit/conformance/catalogue/case_index.h"
#include "consumer-kit/conformance/decryptor/kill_matrix.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

// `selected` are indices into the index's cases.
std::string cases_as_list(const CaseIndex& index,
                          const std::vector<std::size_t>& selected);
std::string case_explained(const CaseIndex& index,
                           const IndexedCase& test_case);
contract::Json case_as_json(const CaseIndex& index,
                            const IndexedCase& test_case);

// With the matrix of wrong decryptors and the cases that catch them, as it was
// measured.
std::string cases_as_markdown(const DecryptorCatalogue& catalogue,
                              const KillMatrix& kills);
// With the wrong consumers and the cases that are there for them.
std::string cases_as_markdown(const ConsumerCatalogue& catalogue);

}  // namespace chefs::conformance
