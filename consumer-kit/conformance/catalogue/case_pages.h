// The suites' catalogues as text to read: a list, one case explained, and JSON,
// of which scripts/lib/case_pages.mjs makes docs/cases.md and its like. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "consumer-kit/conformance/catalogue/case_index.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

// `selected` are indices into the index's cases.
std::string cases_as_list(const CaseIndex& index,
                          const std::vector<std::size_t>& selected);
std::string case_explained(const CaseIndex& index,
                           const IndexedCase& test_case);
contract::Json case_as_json(const CaseIndex& index,
                            const IndexedCase& test_case);

}  // namespace chefs::conformance
