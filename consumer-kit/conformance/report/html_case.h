// One case that did not pass, as a part of the HTML report.
#pragma once

#include <string>

#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

std::string case_as_html(const CaseResult& result);

// "pass", "fail", "unproven", "unsupported", "error": a style class, a word.
std::string_view standing_of(const CaseResult& result);

}  // namespace chefs::conformance
