// The suites' catalogues as text to read: a list, one case explained, and JSON,
// of which scripts/lib/case_pages.mjs makes docs/cases.md and its like. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "consumer-kit/conformance/catalogue/case_book.h"
#include "contract/json_fwd.h"

namespace chefs::conformance {

// `selected` are indices into the book's cases.
std::string cases_as_list(const CaseBook& book,
                          const std::vector<std::size_t>& selected);
std::string case_explained(const CaseBook& book, const BookCase& asked);
contract::Json case_as_json(const CaseBook& book, const BookCase& asked);

}  // namespace chefs::conformance
